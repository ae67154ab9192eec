import { Hono } from 'hono'
import { jwt } from 'hono/jwt'
import { database } from './database'

const app = new Hono()
app.use('/notes/*', jwt({ secret: process.env.JWT_SECRET ?? '', alg: 'HS256' }))

app.get('/notes/:id', async (c) => {
  const writer = c.get('jwtPayload').sub
  const note = await database
    .selectFrom('notes')
    .select(['id', 'text'])
    .where('id', '=', Number(c.req.param('id')))
    .where('writer_id', '=', writer)
    .executeTakeFirst()
  return note === undefined ? c.notFound() : c.json(note)
})

app.put('/notes/:id', async (c) => {
  const { text } = await c.req.json()
  await database
    .updateTable('notes')
    .set({ text: String(text) })
    .where('id', '=', Number(c.req.param('id')))
    .where('writer_id', '=', c.get('jwtPayload').sub)
    .execute()
  return c.body(null, 204)
})

export default app
