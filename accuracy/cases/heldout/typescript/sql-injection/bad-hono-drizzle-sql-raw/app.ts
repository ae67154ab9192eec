import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Hono } from 'hono'
import { articles } from './schema.js'

const db = drizzle(process.env.DATABASE_URL ?? '')
export const app = new Hono()

app.get('/articles', async (c) => {
  const tag = c.req.query('tag') ?? 'news'
  const condition = sql.raw(`'${tag}' = ANY(tags)`)
  const found = await db.select({ title: articles.title }).from(articles).where(condition).limit(30)
  return c.json(found)
})
