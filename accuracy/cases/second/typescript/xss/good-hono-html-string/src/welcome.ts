import { Hono } from 'hono'
import { html } from 'hono/html'

export const welcome = new Hono()

welcome.get('/welcome', (c) => {
  const name = c.req.query('name') ?? 'guest'
  return c.html(html`<h1>Welcome, ${name}</h1>`)
})
