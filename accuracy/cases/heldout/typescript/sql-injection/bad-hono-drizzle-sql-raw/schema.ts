import { pgTable, serial, text } from 'drizzle-orm/pg-core'

export const articles = pgTable('articles', { id: serial().primaryKey(), title: text().notNull(), tags: text().array().notNull() })
