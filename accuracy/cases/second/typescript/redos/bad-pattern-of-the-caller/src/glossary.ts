import { Hono } from 'hono'
import { terms } from './terms.js'

export const glossary = new Hono()

glossary.get('/glossary', (c) => {
  const wanted = c.req.query('match') ?? ''
  const pattern = new RegExp(wanted, 'i')
  const found = terms.filter(({ text }) => pattern.test(text))
  return c.json(found.slice(0, 25))
})
