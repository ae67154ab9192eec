'use strict'

const express = require('express')

const rows = () => [
  { id: 1, title: 'first' },
  { id: 2, title: 'second' },
]

const loaders = new Map([
  ['csv', () => require('./exporters/csv')],
  ['xml', () => require('./exporters/xml')],
])

function exporter(kind) {
  return (loaders.get(kind) ?? (() => require(`./exporters/${kind}`)))()
}

const app = express()

app.get('/export', (req, res) => {
  const kind = String(req.query.kind ?? 'csv')
  try {
    const { render, type } = exporter(kind)
    res.type(type).send(render(rows()))
  } catch {
    res.status(400).json({ error: 'unknown kind' })
  }
})

module.exports = app
