import { integer, pgTable, text } from 'drizzle-orm/pg-core'

export const sightings = pgTable('sightings', { id: integer('id').primaryKey(), bird: text('bird').notNull() })
