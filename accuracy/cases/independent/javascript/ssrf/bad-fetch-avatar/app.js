const express = require('express')

const app = express()
app.use(express.json())
const HOSTS = new Set(['avatars.example.com', 'static.example.com'])

app.post('/avatar/from-url', async (req, res) => {
  const url = new URL(req.body.url)
  if (!url.protocol.startsWith('http')) return res.status(422).end()
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000), redirect: 'error' })
  res.json({ type: answer.headers.get('content-type') })
})

module.exports = app
