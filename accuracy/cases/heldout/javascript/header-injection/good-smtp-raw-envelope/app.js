const express = require('express')
const { sendRaw } = require('./mailer')

const app = express()
app.use(express.urlencoded({ extended: false }))

app.post('/contact', (req, res) => {
  const email = String(req.body.email)
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(email)) return res.status(422).end()
  sendRaw(email, 'A visitor wishes to be called back.')
  res.status(202).end()
})

module.exports = app
