const { exec } = require('node:child_process')
const { randomUUID } = require('node:crypto')
const express = require('express')

const app = express()
app.use(express.urlencoded({ extended: false }))

app.post('/posters', (req, res) => {
  const words = ['-size', '900x1200']
  words.push(`label:${req.body.title}`)
  const file = `/srv/posters/${randomUUID()}.png`
  words.push(file)

  const finished = (err) => (err ? res.status(422).json({ error: 'not rendered' }) : res.status(201).json({ file }))
  exec(['convert', ...words].join(' '), { timeout: 10_000 }, finished)
})

module.exports = app
