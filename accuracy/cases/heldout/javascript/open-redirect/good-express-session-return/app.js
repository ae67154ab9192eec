const { Router } = require('express')
const { goBack, remember } = require('./returns')
const { authenticate } = require('./authenticate')

const router = Router()

router.get('/login', (req, res) => {
  remember(req)
  res.render('login')
})

router.post('/login', authenticate, goBack)

module.exports = router
