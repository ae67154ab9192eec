import { Hono } from 'hono'
import { bearerAuth } from 'hono/bearer-auth'
import { archive } from './git'
import { pathOf } from './repositories'

const app = new Hono()
app.use('/repositories/*', bearerAuth({ token: process.env.API_TOKEN as string }))

app.get('/repositories/:name/archive', async (c) => {
  const path = await pathOf(c.req.param('name'))
  if (path === null) return c.notFound()
  try {
    const content = await archive(path, c.req.query('ref') ?? 'main')
    return c.body(new Uint8Array(content), 200, { 'Content-Type': 'application/x-tar' })
  } catch (error) {
    console.error('archive failed', error)
    return c.json({ error: 'no archive' }, 422)
  }
})

export default app
