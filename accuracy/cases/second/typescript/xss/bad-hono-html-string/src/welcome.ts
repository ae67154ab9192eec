import { Hono } from 'hono'
import { raw } from 'hono/html'

export const welcome = new Hono()

welcome.get('/welcome', (c) => {
  const name = c.req.query('name') ?? 'guest'
  return c.html(raw(`<h1>Welcome, ${name}</h1>`))
})
