const path = require('node:path')
const { Router } = require('express')
const { requireUser } = require('./requireUser')

const router = Router()
const ROOT = path.resolve('/srv/reports')

router.get('/reports/file', requireUser, (req, res) => {
  const file = path.join(ROOT, String(req.query.name))
  res.download(file, (err) => {
    if (err && !res.headersSent) {
      res.status(404).end()
    }
  })
})

module.exports = router
