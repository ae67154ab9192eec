import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { identity, type Variables } from './identity.js'
import { add, latest } from './notes.js'

const app = new Hono<{ Variables: Variables }>()
app.use('*', identity)

app.get('/notes', (c) => c.json(latest(c.get('userId'))))
app.post('/notes', async (c) => {
  const { body } = await c.req.json<{ body?: unknown }>()
  if (typeof body !== 'string' || body.length > 4000) return c.json({ error: 'invalid' }, 422)
  return c.json(add(c.get('userId'), body), 201)
})

serve({ fetch: app.fetch, port: 3000 })
