const ejs = require('ejs')
const express = require('express')

const app = express()
app.use(express.json())
const LETTER = '<p>Dear <%= name %></p>'

app.post('/letters/preview', (req, res) => {
  const { text, name } = req.body
  res.send(ejs.render(LETTER, { name, text }))
})

module.exports = app
