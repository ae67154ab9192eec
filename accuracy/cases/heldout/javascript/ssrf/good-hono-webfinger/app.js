import { Hono } from 'hono'
import { finger } from './federation.js'

export const app = new Hono()

app.get('/finger/:handle', async (c) => {
  const found = await finger(c.req.param('handle'))
  return found === undefined ? c.notFound() : c.json(found)
})
