const express = require('express')

const app = express()

app.get('/chart', (req, res) => {
  const data = JSON.stringify({ title: req.query.title }).replace(/</g, '\\u003c').replace(/\u2028|\u2029/g, '')
  res.type('html').send(`<div id="chart"></div><script>draw(${data})</script>`)
})

module.exports = app
