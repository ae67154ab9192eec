const fs = require('node:fs')
const path = require('node:path')
const express = require('express')

const app = express()
const ROOT = path.resolve('/srv/exports')

app.get('/exports', (req, res) => {
  const file = path.resolve(ROOT, String(req.query.file))
  if (!file.startsWith(ROOT + path.sep)) return res.status(403).end()
  fs.readFile(file, (error, data) => {
    if (error) return res.status(404).end()
    res.type('text/csv').send(data)
  })
})

module.exports = app
