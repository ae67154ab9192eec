import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { cache } from 'hono/cache'
import { tagged } from './episodes'

const app = new Hono()

app.get('/episodes', cache({ cacheName: 'episodes', cacheControl: 'max-age=60' }), async (c) => {
  const tag = c.req.query('tag')
  if (!tag) return c.json({ error: 'tag is missing' }, 400)
  const page = Math.max(0, Number.parseInt(c.req.query('page') ?? '0', 10) || 0)
  return c.json({ episodes: await tagged(tag, page) })
})

app.onError((error, c) => {
  console.error(error)
  return c.json({ error: 'internal error' }, 500)
})

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) })
