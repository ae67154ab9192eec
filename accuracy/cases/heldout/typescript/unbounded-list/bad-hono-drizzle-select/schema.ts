import { pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'

export const visits = pgTable('visits', { id: serial().primaryKey(), path: text().notNull(), at: timestamp().notNull() })
