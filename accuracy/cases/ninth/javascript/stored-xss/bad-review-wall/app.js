const Database = require('better-sqlite3')
const express = require('express')

const db = new Database('reviews.db')
db.exec('CREATE TABLE IF NOT EXISTS reviews (id INTEGER PRIMARY KEY, body TEXT)')

const app = express()
app.use(express.json())

app.post('/reviews', (req, res) => {
  db.prepare('INSERT INTO reviews (body) VALUES (?)').run(String(req.body.body).slice(0, 400))
  res.sendStatus(201)
})

app.get('/reviews.html', (_req, res) => {
  const reviews = db.prepare('SELECT body FROM reviews ORDER BY id DESC LIMIT 20').all()
  const items = reviews.map(({ body }) => `<blockquote>${body}</blockquote>`)
  res.type('html').send(`<main>${items.join('\n')}</main>`)
})

module.exports = app
