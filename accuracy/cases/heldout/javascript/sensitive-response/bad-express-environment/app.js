const express = require('express')

const app = express()

app.get('/diagnostics', (req, res) => {
  const { version, uptime } = process
  res.json({ version, uptime: uptime(), env: process.env })
})

module.exports = app
