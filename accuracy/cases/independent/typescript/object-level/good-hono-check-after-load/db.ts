import { drizzle } from 'drizzle-orm/node-postgres'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'

export const photos = pgTable('photos', { id: integer().primaryKey(), ownerId: text().notNull(), file: text().notNull() })
export const db = drizzle(process.env.DATABASE_URL ?? '')
