const express = require('express')
const escapeHtml = require('escape-html')
const guestbook = require('./guestbook')

const app = express()
app.use(express.urlencoded({ extended: false }))

app.post('/entries', async (req, res) => {
  await guestbook.sign(String(req.body.author), String(req.body.text))
  res.redirect('/entries')
})

app.get('/entries', async (req, res) => {
  const entries = await guestbook.latest()
  const rows = entries.map(({ author, text }) => `<dt>${escapeHtml(author)}</dt><dd>${escapeHtml(text)}</dd>`)
  res.send(`<dl>${rows.join('')}</dl>`)
})

module.exports = app
