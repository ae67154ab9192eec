const express = require('express')
const pages = require('./pages')

const app = express()

app.get('/pages', (req, res) => {
  const name = String(req.query.name ?? '')
  if (!Object.hasOwn(pages, name)) {
    res.status(404).json({ error: `No page is called ${name}` })
    return
  }
  res.send(pages[name])
})

module.exports = app
