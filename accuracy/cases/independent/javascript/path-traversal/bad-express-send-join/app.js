const fs = require('node:fs')
const path = require('node:path')
const express = require('express')

const app = express()
const ROOT = path.resolve('/srv/exports')

app.get('/exports', (req, res) => {
  const file = path.join(ROOT, String(req.query.file))
  fs.readFile(file, (error, data) => {
    if (error) return res.status(404).end()
    res.type('text/csv').send(data)
  })
})

module.exports = app
