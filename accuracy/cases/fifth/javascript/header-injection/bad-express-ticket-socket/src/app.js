const express = require('express')
const { SmtpClient } = require('./mail/smtp')
const routes = require('./routes')

const app = express()
app.use(express.json({ limit: '20kb' }))
app.use(routes(new SmtpClient({ host: process.env.SMTP_HOST, from: 'desk@shop.example' })))
app.use((error, _req, res, _next) => {
  console.error(error)
  res.status(500).json({ error: 'internal error' })
})

module.exports = app
