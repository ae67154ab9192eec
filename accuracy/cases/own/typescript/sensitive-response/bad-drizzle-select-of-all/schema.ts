import { integer, pgTable, text } from 'drizzle-orm/pg-core'

export const lockers = pgTable('lockers', {
  id: integer('id').primaryKey(),
  memberId: integer('member_id').notNull(),
  floor: integer('floor').notNull(),
  pinHash: text('pin_hash').notNull(),
})
