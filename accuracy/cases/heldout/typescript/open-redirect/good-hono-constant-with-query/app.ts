import { Hono } from 'hono'

export const app = new Hono()

app.get('/search', (c) => {
  const query = new URLSearchParams({ q: c.req.query('q') ?? '', source: 'portal' })
  return c.redirect(`https://search.example.org/?${query}`, 302)
})
