import express from 'express'
import { escapeHtml } from './escape-html.js'

const app = express()

app.get('/search', (req, res) => {
  const term = String(req.query.q ?? '')
  res.send(`<h1>Results for ${escapeHtml(term)}</h1>`)
})

app.listen(3000)
