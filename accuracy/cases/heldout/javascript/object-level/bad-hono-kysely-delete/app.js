import { Hono } from 'hono'
import { jwt } from 'hono/jwt'
import { db } from './db.js'

export const app = new Hono()
app.use('*', jwt({ secret: process.env.JWT_KEY, alg: 'HS256' }))

app.delete('/reminders/:id', async (c) => {
  const { sub } = c.get('jwtPayload')
  const id = Number(c.req.param('id'))
  let statement = db.deleteFrom('reminders').where('id', '=', id)
  if (sub === undefined) return c.body(null, 403)
  const { numDeletedRows } = await statement.executeTakeFirst()
  return c.json({ deleted: Number(numDeletedRows) })
})
