const express = require('express')
const ejs = require('ejs')
const app = express()
app.post('/badge', (req, res) => {
  res.type('text/plain').send(ejs.render('Hello <%= name %>', { name: req.body.text }))
})
