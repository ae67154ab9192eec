const express = require('express')
const { renderMail } = require('./render')
const { requireEditor } = require('./guard')

const router = express.Router()

router.post('/mails/preview', requireEditor, (req, res) => {
  const text = String(req.body.text || '')
  res.json({ html: renderMail(text, { name: req.user.name }) })
})

module.exports = router
