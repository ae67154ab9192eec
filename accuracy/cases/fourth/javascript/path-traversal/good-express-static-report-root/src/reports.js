const path = require('node:path')
const { Router } = require('express')
const { requireUser } = require('./requireUser')

const router = Router()
const ROOT = path.resolve('/srv/reports')

router.get('/reports/file', requireUser, (req, res) => {
  const file = path.resolve(ROOT, String(req.query.name))
  if (!file.startsWith(ROOT + path.sep)) {
    return res.status(404).end()
  }
  res.download(file, (err) => {
    if (err && !res.headersSent) {
      res.status(404).end()
    }
  })
})

module.exports = router
