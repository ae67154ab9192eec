const express = require('express')

const app = express()

app.get('/diagnostics', (req, res) => {
  const { version, uptime } = process
  res.json({ version, uptime: uptime(), env: process.env.NODE_ENV })
})

module.exports = app
