import { Hono } from 'hono'
import { bearerAuth } from 'hono/bearer-auth'
import { importBooks, removeBook } from './books.js'

export const app = new Hono()

app.use('/books/*', bearerAuth({ token: process.env.API_TOKEN }))

app.delete('/books/:id', async (c) => {
  await removeBook(Number(c.req.param('id')))
  return c.body(null, 204)
})

app.post('/books/bulk/import', async (c) => {
  const { books } = await c.req.json()
  return c.json({ imported: await importBooks(books) })
})
