import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import { search } from './catalogue'

const app = new Hono()

app.get('/search', async (c) => {
  const term = c.req.query('q') ?? ''
  const results = await search(term, { limit: 20 })
  const heading = raw(`<h1>Results for <mark>${term}</mark></h1>`)
  return c.html(html`<!doctype html><body>${heading}<ul>${results.map((item) => html`<li>${item.title}</li>`)}</ul></body>`)
})

export default app
