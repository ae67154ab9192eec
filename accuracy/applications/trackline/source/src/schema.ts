import { sql } from 'drizzle-orm';
import { bigserial, boolean, check, index, integer, pgEnum, pgTable, text, timestamp, uniqueIndex, uuid, varchar } from 'drizzle-orm/pg-core';

export const STATUSES = ['created', 'collected', 'in_transit', 'delivered', 'returned'] as const;
export type Status = (typeof STATUSES)[number];
export const status = pgEnum('status', STATUSES);

const at = (name: string) => timestamp(name, { withTimezone: true });

export const companies = pgTable('companies', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: varchar('name', { length: 120 }).notNull(),
  perMinute: integer('per_minute').notNull().default(120),
});

export const apiKeys = pgTable('api_keys', {
  id: varchar('id', { length: 12 }).primaryKey(),
  companyId: uuid('company_id').notNull().references(() => companies.id),
  secretHash: varchar('secret_hash', { length: 64 }).notNull(),
  scopes: text('scopes').array().notNull(),
  expiresAt: at('expires_at').notNull(),
  revokedAt: at('revoked_at'),
}, (t) => [index('api_keys_company').on(t.companyId)]);

export const shipments = pgTable('shipments', {
  id: uuid('id').primaryKey().defaultRandom(),
  companyId: uuid('company_id').notNull().references(() => companies.id),
  reference: varchar('reference', { length: 64 }).notNull(),
  code: varchar('code', { length: 26 }).notNull().unique(),
  carrier: varchar('carrier', { length: 20 }).notNull(),
  carrierNumber: varchar('carrier_number', { length: 40 }),
  recipient: varchar('recipient', { length: 120 }).notNull(),
  city: varchar('city', { length: 80 }).notNull(),
  weightGrams: integer('weight_grams').notNull(),
  status: status('status').notNull().default('created'),
  createdAt: at('created_at').notNull().defaultNow(),
}, (t) => [
  uniqueIndex('shipments_reference').on(t.companyId, t.reference),
  uniqueIndex('shipments_carrier_number').on(t.carrier, t.carrierNumber),
  index('shipments_recent').on(t.companyId, t.createdAt),
  check('weight_positive', sql`${t.weightGrams} > 0`),
]);

export const events = pgTable('events', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  shipmentId: uuid('shipment_id').notNull().references(() => shipments.id, { onDelete: 'cascade' }),
  status: status('status').notNull(),
  place: varchar('place', { length: 80 }).notNull(),
  at: at('at').notNull().defaultNow(),
}, (t) => [index('events_shipment').on(t.shipmentId, t.id)]);

export const admins = pgTable('admins', {
  id: uuid('id').primaryKey().defaultRandom(),
  email: varchar('email', { length: 254 }).notNull().unique(),
  passwordHash: text('password_hash').notNull(),
  sessionVersion: integer('session_version').notNull().default(1),
  superuser: boolean('superuser').notNull().default(false),
});
