import { Hono } from 'hono'
import { searchNotes } from './search.js'

const app = new Hono()

app.get('/notes', async (c) => {
  const term = c.req.query('term') ?? ''
  return c.json(await searchNotes('public', term))
})

export default app
