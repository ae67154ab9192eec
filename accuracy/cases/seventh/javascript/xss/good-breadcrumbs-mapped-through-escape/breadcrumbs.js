import express from 'express'

const app = express()

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeHtml = (text) => text.replace(/[&<>"']/g, (c) => ENTITIES[c])

const TITLE = 'Crumbs & paths'

app.get('/breadcrumbs', (req, res) => {
  const raw = String(req.query.path ?? '')
  const parts = raw
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part.length > 0)
    .slice(0, 10)
    .map(escapeHtml)

  const list = parts.reduce((html, part) => `${html}<li>${part}</li>`, '')
  res
    .status(200)
    .set('Content-Type', 'text/html; charset=utf-8')
    .send(`<h1>${escapeHtml(TITLE)}</h1><ol>${list}</ol>`)
})

app.use((_req, res) => {
  res.sendStatus(404)
})

export default app
