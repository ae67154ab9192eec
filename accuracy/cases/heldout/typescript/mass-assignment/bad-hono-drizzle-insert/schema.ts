import { boolean, pgTable, serial, text } from 'drizzle-orm/pg-core'

export const vendors = pgTable('vendors', {
  id: serial().primaryKey(),
  name: text().notNull(),
  city: text().notNull(),
  approved: boolean().notNull().default(false),
})
