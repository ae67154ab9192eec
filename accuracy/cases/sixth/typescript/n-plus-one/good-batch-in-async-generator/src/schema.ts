import { integer, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'

export const meters = pgTable('meters', {
  id: serial('id').primaryKey(),
  accountId: text('account_id').notNull(),
  serial: text('serial').notNull(),
})

export const readings = pgTable('readings', {
  id: serial('id').primaryKey(),
  meterId: integer('meter_id').notNull(),
  value: integer('value').notNull(),
  takenAt: timestamp('taken_at').notNull(),
})
