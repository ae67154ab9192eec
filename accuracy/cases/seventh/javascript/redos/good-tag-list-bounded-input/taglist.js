'use strict'

const express = require('express')

const TAGS = /^([a-z]|[0-9])+(,([a-z]|[0-9])+)*;$/
const LONGEST = 20

const app = express()
app.use(express.text({ limit: '100kb' }))

function firstLine(body) {
  const [line = ''] = body.split(/\r?\n/, 1)
  return line.slice(0, LONGEST)
}

app.put('/tags', (req, res) => {
  if (typeof req.body !== 'string') {
    res.status(415).json({ error: 'text is expected' })
    return
  }
  const line = firstLine(req.body)
  if (!TAGS.test(line)) {
    res.status(422).json({ error: 'tags' })
    return
  }
  res.json({ tags: line.slice(0, -1).split(',') })
})

module.exports = app
