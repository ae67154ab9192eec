var express = require('express')
var state = require('../lib/wizard-state')

var router = express.Router()

router.get('/', function (req, res) {
  res.render('wizard', { state: state.unpack(req.cookies.wizard) })
})

router.post('/', function (req, res) {
  var current = state.unpack(req.cookies.wizard)
  current.answers[req.body.field === 'size' ? 'size' : 'name'] = String(req.body.value)
  current.step += 1
  res.cookie('wizard', state.pack(current), { httpOnly: true, secure: true, sameSite: 'lax' })
  res.redirect('/wizard')
})

module.exports = router
