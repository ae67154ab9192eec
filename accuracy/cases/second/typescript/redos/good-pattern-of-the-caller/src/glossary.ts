import { Hono } from 'hono'
import { terms } from './terms.js'

export const glossary = new Hono()

glossary.get('/glossary', (c) => {
  const wanted = c.req.query('match') ?? ''
  const lower = wanted.toLowerCase()
  const found = terms.filter(({ text }) => text.toLowerCase().includes(lower))
  return c.json(found.slice(0, 25))
})
