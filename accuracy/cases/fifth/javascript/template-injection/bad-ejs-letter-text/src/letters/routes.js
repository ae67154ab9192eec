const { Router } = require('express')
const { compose } = require('./compose')
const { signedIn } = require('../session')

const router = Router()
const RECEIVER = { name: 'J. Doe', street: 'Main street 1' }

router.post('/letters/preview', signedIn, (req, res, next) => {
  const letter = { text: String(req.body.text ?? '').slice(0, 4000), date: new Date().toISOString().slice(0, 10) }
  compose(letter, RECEIVER)
    .then((html) => res.type('html').send(html))
    .catch(next)
})

module.exports = router
