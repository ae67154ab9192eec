import { Hono } from 'hono'
import { html, raw } from 'hono/html'

const app = new Hono()

app.get('/greeting', (c) => {
  const name = c.req.query('name') ?? 'you'
  return c.html(html`<p>Good morning, ${raw(name)}</p>`)
})

export default app
