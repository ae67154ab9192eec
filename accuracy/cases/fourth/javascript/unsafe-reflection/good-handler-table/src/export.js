const { Router } = require('express')
const { loadRows } = require('./rows')

const EXPORTERS = new Map([
  ['csv', require('./exporters/csv')],
  ['json', require('./exporters/json')],
])

const router = Router()

router.get('/export', async (req, res, next) => {
  try {
    const exporter = EXPORTERS.get(req.query.format)
    if (!exporter) {
      return res.status(400).json({ error: 'unknown format' })
    }
    res.type('text/plain').send(exporter.write(await loadRows(req.user.id)))
  } catch (err) {
    next(err)
  }
})

module.exports = router
