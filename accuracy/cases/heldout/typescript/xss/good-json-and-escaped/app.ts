import { Hono } from 'hono'
import { html } from 'hono/html'

export const app = new Hono()

app.get('/echo', (c) => c.json({ text: c.req.query('text') ?? '' }))

app.get('/page', (c) => {
  const name = c.req.query('name') ?? 'guest'
  return c.html(html`<title>${name}</title><p class="greeting">Hello, ${name}</p>`)
})
