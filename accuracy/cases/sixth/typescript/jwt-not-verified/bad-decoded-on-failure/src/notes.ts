import Database from 'better-sqlite3'
import { desc, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

const notes = sqliteTable('notes', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  authorId: text('author_id').notNull(),
  body: text('body').notNull(),
})

const db = drizzle(new Database('notes.db'))

export const latest = (authorId: string) =>
  db.select().from(notes).where(eq(notes.authorId, authorId)).orderBy(desc(notes.id)).limit(50).all()

export const add = (authorId: string, body: string) =>
  db.insert(notes).values({ authorId, body }).returning({ id: notes.id }).get()
