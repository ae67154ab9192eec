'use strict'

const fs = require('node:fs')
const path = require('node:path')
const express = require('express')

const ROOT = path.resolve('/srv/reports')
const app = express()

const locate = (name) => {
  const target = path.resolve(ROOT, name)
  return target.startsWith(ROOT + path.sep) ? target : undefined
}

app.get('/reports', (req, res) => {
  const name = [].concat(req.query.name ?? [])[0]
  if (typeof name !== 'string' || name === '') {
    res.status(400).json({ error: 'name is required' })
    return
  }

  const target = locate(name)
  if (target === undefined) {
    res.status(404).end()
    return
  }
  fs.readFile(target, 'utf8', (error, text) => {
    if (error) {
      res.status(404).end()
      return
    }
    res.type('text/plain').send(text)
  })
})

module.exports = app
