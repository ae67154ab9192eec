const { Router } = require('express')
const entries = require('./entries')

const router = Router()

router.use((req, res, next) => (req.session.owner ? next() : res.redirect('/signin')))

router.get('/', (req, res) => {
  res.render('entries', { entries: entries.of(req.session.owner) })
})

router.get('/:id/remove', (req, res) => {
  entries.remove(Number(req.params.id), req.session.owner)
  res.redirect('/entries')
})

module.exports = router
