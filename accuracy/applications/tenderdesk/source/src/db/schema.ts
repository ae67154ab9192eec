import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgEnum, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

const id = () => uuid('id').primaryKey().defaultRandom();
const at = (name: string) => timestamp(name, { withTimezone: true });

export const role = pgEnum('role', ['supplier', 'buyer', 'admin']);
export const tenderState = pgEnum('tender_state', ['draft', 'open', 'closed', 'awarded']);

export const organisations = pgTable('organisations', {
  id: id(),
  name: text('name').notNull(),
  hookUrl: text('hook_url'),
  hookKey: text('hook_key'),
});

export const people = pgTable('people', {
  id: id(),
  organisationId: uuid('organisation_id').notNull().references(() => organisations.id),
  subject: text('subject').unique(),
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  role: role('role').notNull().default('supplier'),
  active: boolean('active').notNull().default(true),
});

export const logins = pgTable('logins', {
  digest: text('digest').primaryKey(),
  state: text('state').notNull(),
  nonce: text('nonce').notNull(),
  verifier: text('verifier').notNull(),
  after: text('after').notNull(),
  expiresAt: at('expires_at').notNull(),
});

export const sessions = pgTable('sessions', {
  digest: text('digest').primaryKey(),
  personId: uuid('person_id').notNull().references(() => people.id, { onDelete: 'cascade' }),
  seenAt: at('seen_at').notNull(),
  expiresAt: at('expires_at').notNull(),
}, (t) => [index('sessions_person').on(t.personId)]);

export const tenders = pgTable('tenders', {
  id: id(),
  organisationId: uuid('organisation_id').notNull().references(() => organisations.id),
  title: text('title').notNull(),
  description: text('description').notNull(),
  state: tenderState('state').notNull().default('draft'),
  deadline: at('deadline').notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
}, (t) => [
  index('tenders_state').on(t.state, t.deadline),
  index('tenders_words').using('gin', sql`to_tsvector('simple', ${t.title} || ' ' || ${t.description})`),
]);

export const bids = pgTable('bids', {
  id: id(),
  tenderId: uuid('tender_id').notNull().references(() => tenders.id),
  organisationId: uuid('organisation_id').notNull().references(() => organisations.id),
  cents: bigint('cents', { mode: 'number' }).notNull(),
  offer: text('offer').notNull(),
  awarded: boolean('awarded').notNull().default(false),
  handedIn: at('handed_in').notNull().defaultNow(),
}, (t) => [
  uniqueIndex('bids_once').on(t.tenderId, t.organisationId),
  uniqueIndex('bids_winner').on(t.tenderId).where(sql`awarded`),
]);

export const documents = pgTable('documents', {
  id: id(),
  tenderId: uuid('tender_id').notNull().references(() => tenders.id),
  title: text('title').notNull(),
  size: integer('size').notNull(),
  etag: text('etag').notNull(),
}, (t) => [index('documents_tender').on(t.tenderId)]);

export const deliveries = pgTable('deliveries', {
  id: id(),
  organisationId: uuid('organisation_id').notNull().references(() => organisations.id),
  body: jsonb('body').notNull(),
  tries: integer('tries').notNull().default(0),
  dueAt: at('due_at').notNull().defaultNow(),
  doneAt: at('done_at'),
}, (t) => [index('deliveries_due').on(t.dueAt).where(sql`done_at IS NULL`)]);

export const audit = pgTable('audit', {
  id: id(),
  organisationId: uuid('organisation_id'),
  personId: uuid('person_id'),
  deed: text('deed').notNull(),
  thing: text('thing').notNull(),
  at: at('at').notNull().defaultNow(),
}, (t) => [index('audit_organisation').on(t.organisationId, t.at)]);
