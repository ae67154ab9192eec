const express = require('express')

const cache = new Map()
const app = express()

async function geocode(place) {
  const url = new URL('https://geo.example.com/search')
  url.searchParams.set('q', place)
  const reply = await fetch(url, { signal: AbortSignal.timeout(3000) })
  return reply.json()
}

app.get('/geocode', async (req, res) => {
  const place = String(req.query.place ?? '').toLowerCase()
  let found = cache.get(place)
  if (found === undefined) {
    found = await geocode(place)
    cache.set(place, found)
  }
  res.json(found)
})

module.exports = app
