import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { Hono } from 'hono'
import { render } from './render.js'

const pages = new LRUCache({ max: 500, ttl: 60_000 })
export const app = new Hono()

app.get('/render', async (c) => {
  const cacheKey = createHash('sha1').update(c.req.url).digest('hex')
  const page = pages.get(cacheKey) ?? (await render(c.req.query('page') ?? 'home'))
  pages.set(cacheKey, page)
  return c.html(page)
})
