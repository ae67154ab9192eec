const express = require('express')

const app = express()

const ENTITIES = { '<': '&lt;', '>': '&gt;' }
const encode = (text) => text.replace(/[<>]/g, (char) => ENTITIES[char])

app.get('/notice.json', (_req, res) => {
  res.json({ fields: ['title'] })
})

app.get('/notice', (req, res) => {
  const title = encode(String(req.query.title ?? ''))
  const html = ['<!doctype html>', `<input name="title" value="${title}">`, '<button>Save</button>'].join('')
  res.type('html').send(html)
})

module.exports = app
