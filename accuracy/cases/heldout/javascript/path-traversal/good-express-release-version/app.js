const express = require('express')
const { archiveOf } = require('./releases')

const app = express()

app.get('/releases', (req, res) => {
  const { version = '1.0', build = '1' } = req.query
  try {
    res.download(archiveOf({ version: String(version), build: String(build) }))
  } catch {
    res.status(404).end()
  }
})

module.exports = app
