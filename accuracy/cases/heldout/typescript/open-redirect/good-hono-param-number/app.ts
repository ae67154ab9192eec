import { Hono } from 'hono'
import { linkOf } from './links.js'

export const app = new Hono()

app.get('/l/:key', (c) => {
  c.header('cache-control', 'no-store')
  return c.redirect(linkOf(c.req.param('key')), 302)
})
