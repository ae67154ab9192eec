import { integer, pgTable, serial, text } from 'drizzle-orm/pg-core'

export const offers = pgTable('offers', {
  id: serial('id').primaryKey(),
  partner: text('partner').notNull(),
  title: text('title').notNull(),
  cents: integer('cents').notNull(),
})
