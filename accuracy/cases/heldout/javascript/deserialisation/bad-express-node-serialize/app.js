const express = require('express')
const preferences = require('./preferences')

const app = express()

app.get('/dashboard', (req, res) => {
  const { columns = 3 } = preferences.read(req.get('x-preferences'))
  res.json({ columns: Number(columns) })
})

module.exports = app
