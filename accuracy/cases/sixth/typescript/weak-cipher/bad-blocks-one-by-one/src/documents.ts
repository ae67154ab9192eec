import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { open, seal } from './vault.js'

const documents = pgTable('documents', {
  id: uuid('id').primaryKey().defaultRandom(),
  ownerId: text('owner_id').notNull(),
  sealed: text('sealed').notNull(),
})

const db = drizzle(process.env.DATABASE_URL as string)

export async function store(ownerId: string, content: string): Promise<string> {
  const [row] = await db.insert(documents).values({ ownerId, sealed: seal(content) }).returning({ id: documents.id })
  return row.id
}

export async function read(ownerId: string, id: string): Promise<string | null> {
  const [row] = await db
    .select()
    .from(documents)
    .where(and(eq(documents.id, id), eq(documents.ownerId, ownerId)))
    .limit(1)
  return row ? open(row.sealed) : null
}
