import express from 'express'
import { LRUCache } from 'lru-cache'
import { render } from './render.js'

const app = express()
const cache = new Map()

app.get('/preview', async (req, res) => {
  const key = req.originalUrl
  let page = cache.get(key)
  if (page === undefined) {
    page = await render(String(req.query.doc))
    cache.set(key, page)
  }
  res.type('text/plain').send(page)
})

export default app
