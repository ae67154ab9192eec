const express = require('express')
const { isValid } = require('./links')

const app = express()

app.get('/exports/year.csv', (req, res) => {
  if (!isValid(req.path, req.query.until, req.query.sig)) return res.status(403).end()
  res.sendFile('/srv/exports/year.csv')
})

module.exports = app
