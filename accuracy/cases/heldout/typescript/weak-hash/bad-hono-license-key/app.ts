import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { proof } from './license.js'

export const app = new Hono()

app.get('/licenses/:customer/:proof', (c) => {
  const expected = Buffer.from(proof(c.req.param('customer')))
  const given = Buffer.from(c.req.param('proof'))
  return c.json({ valid: given.length === expected.length && timingSafeEqual(given, expected) })
})
