const express = require('express')
const ejs = require('ejs')
const app = express()
app.post('/badge', (req, res) => {
  res.type('text/plain').send(ejs.render(req.body.text, { name: 'Ada' }))
})
