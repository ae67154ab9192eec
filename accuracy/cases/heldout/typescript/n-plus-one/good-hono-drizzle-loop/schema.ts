import { integer, pgTable, serial, text } from 'drizzle-orm/pg-core'

export const members = pgTable('members', { id: serial().primaryKey(), name: text().notNull() })
export const badges = pgTable('badges', { id: serial().primaryKey(), memberId: integer().notNull(), title: text().notNull() })
