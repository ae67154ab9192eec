import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'

export const webhooks = pgTable('webhooks', {
  id: uuid('id').primaryKey().defaultRandom(),
  orgId: uuid('org_id').notNull(),
  url: text('url').notNull(),
  events: jsonb('events').notNull(),
  secret: text('secret').notNull().default(''),
})
