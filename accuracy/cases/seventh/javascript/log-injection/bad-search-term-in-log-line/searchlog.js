'use strict'

const fs = require('node:fs')
const express = require('express')

const app = express()
const log = fs.createWriteStream('/var/log/shop/search.log', { flags: 'a' })

const clock = () => new Date().toISOString()

const line = (term, hits) => `${clock()} term=${term} hits=${hits}\n`

const titles = ['chair', 'table', 'lamp', 'shelf']

app.get('/search', (req, res) => {
  const term = String(req.query.term ?? '').toLowerCase()
  if (term.length > 100) {
    res.status(400).json({ error: 'term is too long' })
    return
  }
  const found = titles.filter((title) => title.includes(term))
  log.write(line(term, found.length))
  res.json({ found })
})

module.exports = app
