import { serve } from '@hono/node-server'
import Database from 'better-sqlite3'
import { like } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { Hono } from 'hono'
import { results } from './views/results.js'

const notices = sqliteTable('notices', {
  id: integer('id').primaryKey(),
  headline: text('headline').notNull(),
})

const db = drizzle(new Database('notices.db', { readonly: true }))
const app = new Hono()

app.get('/notices', (c) => {
  const term = (c.req.query('about') ?? '').slice(0, 60)
  const found = db.select().from(notices).where(like(notices.headline, `%${term}%`)).limit(25).all()
  return c.html(results(term, found))
})

serve({ fetch: app.fetch, port: 3000 })
