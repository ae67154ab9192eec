import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { items } from './items.js'

export const app = new Hono()
app.route('/items', items)

app.onError((error, c) => {
  const reference = randomUUID()
  console.error(reference, error.stack)
  return c.json({ error: 'internal error', reference }, 500)
})
