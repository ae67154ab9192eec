import { Hono } from 'hono'
import { nest } from './group.js'

export const app = new Hono()

app.get('/filter', (c) => {
  const filter = nest(new URL(c.req.url).searchParams)
  return c.json({ groups: Object.keys(filter).length, filter })
})
