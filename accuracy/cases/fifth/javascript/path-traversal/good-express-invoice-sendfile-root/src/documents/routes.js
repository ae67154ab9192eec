const { Router } = require('express')
const { fileFor } = require('./locate')

const router = Router()

router.use((req, res, next) => (req.session.memberId ? next() : res.sendStatus(401)))

router.get('/minutes/:year', (req, res, next) => {
  const name = String(req.query.file || 'index.pdf')
  const file = fileFor(req.params.year, name)
  res.sendFile(file.name, file.options, (error) => {
    if (!error) return
    if (error.status === 404 || error.status === 403) return res.sendStatus(404)
    next(error)
  })
})

module.exports = router
