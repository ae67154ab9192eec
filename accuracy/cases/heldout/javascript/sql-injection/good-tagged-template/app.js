import { Hono } from 'hono'
import postgres from 'postgres'

const sql = postgres(process.env.DATABASE_URL, { connect_timeout: 5 })
export const app = new Hono()

app.get('/species/:name', async (c) => {
  const name = c.req.param('name')
  const [species] = await sql`SELECT name, family FROM species WHERE name = ${name} LIMIT 1`
  return species ? c.json(species) : c.notFound()
})
