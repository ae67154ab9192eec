const { Router } = require('express')
const { pdf } = require('../lib/run')

const router = Router()

router.post('/:id(\\d+)/split', async (req, res, next) => {
  try {
    const { from, to } = req.body
    const pages = `${from}-${to}`
    const out = await pdf('qpdf', ['--warning-exit-0', `/srv/documents/${req.params.id}.pdf`, `--pages=${pages}`])
    res.type('text').send(out)
  } catch (error) {
    next(error)
  }
})

module.exports = router
