const { Router } = require('express')
const { loadRows } = require('./rows')

const router = Router()

router.get('/export', async (req, res, next) => {
  try {
    const exporter = require('./exporters/' + req.query.format)
    res.type('text/plain').send(exporter.write(await loadRows(req.user.id)))
  } catch (err) {
    next(err)
  }
})

module.exports = router
