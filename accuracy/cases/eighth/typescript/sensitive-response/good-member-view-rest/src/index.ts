import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import postgres from 'postgres'

interface Member {
  id: number
  name: string
  city: string
  passwordHash: string
}

const sql = postgres(process.env.DATABASE_URL ?? '', { transform: postgres.camel })
const app = new Hono()

app.get('/members/:id', async (c) => {
  const id = Number(c.req.param('id'))
  if (!Number.isInteger(id)) return c.json({ error: 'id is a number' }, 400)

  const [member] = await sql<Member[]>`SELECT id, name, city, password_hash FROM members WHERE id = ${id}`
  if (member === undefined) return c.json({ error: 'unknown member' }, 404)

  const { passwordHash, ...rest } = member
  const active = passwordHash.length > 0
  const shown = { ...rest, active }

  return c.json(shown)
})

serve({ fetch: app.fetch, port: 3000 })
