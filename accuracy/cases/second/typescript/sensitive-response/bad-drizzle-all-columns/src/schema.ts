import { integer, pgTable, text } from 'drizzle-orm/pg-core'

export const users = pgTable('users', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  handle: text().notNull(),
  passwordHash: text('password_hash').notNull(),
  resetToken: text('reset_token'),
})
