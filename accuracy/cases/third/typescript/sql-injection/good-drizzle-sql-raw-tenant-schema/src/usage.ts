import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Hono } from 'hono'
import { Pool } from 'pg'

const db = drizzle(new Pool({ connectionString: process.env.DATABASE_URL }))

export const usage = new Hono()

usage.get('/usage/daily', async (c) => {
  const tenant = c.req.header('x-tenant')
  if (!tenant || !/^[a-z][a-z0-9]{0,30}$/.test(tenant)) return c.json({ message: 'x-tenant is required' }, 400)
  const schema = `tenant_${tenant}`
  const from = sql`${sql.identifier(schema)}.${sql.identifier('daily_usage')}`
  const result = await db.execute(sql`select day, requests from ${from} order by day desc limit 31`)
  return c.json(result.rows)
})
