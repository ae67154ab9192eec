const express = require('express')
const cookieParser = require('cookie-parser')
const serialize = require('node-serialize')

const app = express()
app.use(cookieParser())

app.get('/preferences', (req, res) => {
  const text = Buffer.from(req.cookies.preferences ?? '', 'base64').toString()
  if (text === '') return res.json({})
  const preferences = JSON.parse(text)
  res.json({ theme: String(preferences.theme) })
})

module.exports = app
