import { Hono } from 'hono'

const app = new Hono()
const TYPES = ['image/png', 'image/jpeg', 'image/webp']

app.get('/image', async (c) => {
  const source = `https://images.example.org/originals/${encodeURIComponent(c.req.query('src') ?? '')}`
  const upstream = await fetch(source, { signal: AbortSignal.timeout(5000) })
  const type = upstream.headers.get('content-type') ?? ''
  if (!upstream.ok || !TYPES.includes(type)) {
    return c.json({ error: 'image is not available' }, 502)
  }
  return c.body(await upstream.arrayBuffer(), 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=3600' })
})

export default app
