const express = require('express')
const { escape } = require('./html')

const app = express()

app.get('/greeting', (req, res) => {
  const { name = 'guest' } = req.query
  res.send(`<p>Welcome, ${escape(String(name))}!</p>`)
})

module.exports = app
