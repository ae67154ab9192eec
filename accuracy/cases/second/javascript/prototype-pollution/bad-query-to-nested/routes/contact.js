const express = require('express')
const form = require('../lib/form')
const { deliver } = require('../lib/mail')

const router = express.Router()

router.post('/contact', express.text({ type: 'application/x-www-form-urlencoded', limit: '20kb' }), async (req, res) => {
  const { sender, message } = form.parse(req.body)
  await deliver(sender?.mail, message?.text)
  res.sendStatus(202)
})

module.exports = router
