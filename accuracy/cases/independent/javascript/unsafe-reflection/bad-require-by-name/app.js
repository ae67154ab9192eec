const express = require('express')
const csv = require('./formats/csv')
const text = require('./formats/text')

const app = express()
const FORMATS = { csv, text }

app.get('/export', (req, res) => {
  const format = require('./formats/' + req.query.format)
  res.type('text/plain').send(format.render([1, 2, 3]))
})

module.exports = app
