import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

export const deployKeys = pgTable('deploy_keys', {
  id: uuid('id').primaryKey().defaultRandom(),
  ownerId: text('owner_id').notNull(),
  label: text('label').notNull(),
  fingerprint: text('fingerprint').notNull(),
  createdAt: timestamp('created_at').defaultNow(),
})
