const express = require('express')

const app = express()
const UPSTREAM = new URL('https://search.internal/api')

app.get('/search', async (req, res) => {
  const url = new URL(UPSTREAM)
  url.searchParams.set('q', String(req.query.q ?? ''))
  const answer = await fetch(url, { signal: AbortSignal.timeout(3000) })
  res.json(await answer.json())
})

module.exports = app
