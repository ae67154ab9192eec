import { randomBytes, randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type Generated } from 'kysely';
import { config } from './config.ts';
import { hashPassword } from './lib/passwords.ts';

export interface Schema {
  users: {
    id: string; email: string; name: string; password_hash: string; role: Generated<'member' | 'admin'>;
    disabled: Generated<number>; epoch: Generated<number>; created_at: Generated<string>;
  };
  refresh_tokens: { digest: string; family: string; user_id: string; used_at: string | null; expires_at: number };
  reset_tokens: { digest: string; user_id: string; expires_at: number };
  customers: {
    id: string; user_id: string; name: string; email: string; vat_id: string | null; notes: Generated<string>;
    deleted_at: string | null; created_at: Generated<string>;
  };
  invoices: {
    id: string; user_id: string; customer_id: string; number: number; status: Generated<'draft' | 'sent' | 'paid'>;
    lines: string; total_cents: number; paid_cents: Generated<number>; due_on: string;
    version: Generated<number>; share_epoch: Generated<number>; created_at: Generated<string>;
  };
  payments: { id: string; invoice_id: string; amount_cents: number; reference: string; created_at: Generated<string> };
  idempotency: { user_id: string; key: string; fingerprint: string; response: string };
  webhooks: { id: string; user_id: string; url: string; active: Generated<number> };
  nonces: { nonce: string; expires_at: number };
  audit: { id: Generated<number>; actor_id: string; action: string; subject: string; created_at: Generated<string> };
}

// The database and its journals are for this process alone.
process.umask(0o077);

const connection = new Database(config.databasePath);
connection.pragma('journal_mode = WAL');
connection.pragma('foreign_keys = ON');
connection.pragma('busy_timeout = 3000');

const DDL = `
create table if not exists users (
  id text primary key, email text not null unique collate nocase, name text not null, password_hash text not null,
  role text not null default 'member' check (role in ('member', 'admin')), disabled integer not null default 0,
  epoch integer not null default 0, created_at text not null default current_timestamp);
create table if not exists refresh_tokens (
  digest text primary key, family text not null, user_id text not null references users(id) on delete cascade,
  used_at text, expires_at integer not null);
create table if not exists reset_tokens (
  digest text primary key, user_id text not null unique references users(id) on delete cascade, expires_at integer not null);
create table if not exists customers (
  id text primary key, user_id text not null references users(id) on delete cascade, name text not null, email text not null,
  vat_id text, notes text not null default '', deleted_at text, created_at text not null default current_timestamp,
  unique (id, user_id));
create table if not exists invoices (
  id text primary key, user_id text not null, customer_id text not null, number integer not null,
  status text not null default 'draft' check (status in ('draft', 'sent', 'paid')), lines text not null,
  total_cents integer not null check (total_cents > 0), paid_cents integer not null default 0,
  due_on text not null, version integer not null default 1, share_epoch integer not null default 0,
  created_at text not null default current_timestamp,
  unique (user_id, number), check (paid_cents between 0 and total_cents),
  foreign key (customer_id, user_id) references customers(id, user_id) on delete cascade);
create table if not exists payments (
  id text primary key, invoice_id text not null references invoices(id) on delete cascade,
  amount_cents integer not null check (amount_cents > 0), reference text not null, created_at text not null default current_timestamp);
create table if not exists idempotency (
  user_id text not null references users(id) on delete cascade, key text not null, fingerprint text not null,
  response text not null, primary key (user_id, key));
create table if not exists webhooks (
  id text primary key, user_id text not null references users(id) on delete cascade, url text not null,
  active integer not null default 1, unique (user_id, url));
create table if not exists nonces (nonce text primary key, expires_at integer not null);
create table if not exists audit (
  id integer primary key, actor_id text not null, action text not null, subject text not null,
  created_at text not null default current_timestamp);
`;

export const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: connection }) });

export async function migrateAndSeed(): Promise<void> {
  connection.exec(DDL);
  const { n } = await db.selectFrom('users').select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  if (n === 0) {
    for (const [email, name] of [['ines@studio-north.test', 'Ines Falk'], ['omar@brightworks.test', 'Omar Reyes']] as const) {
      const userId = randomUUID();
      // Demo owners get a password nobody knows; they come in through the reset.
      const password_hash = await hashPassword(randomBytes(32).toString('base64url'));
      await db.insertInto('users').values({ id: userId, email, name, password_hash }).execute();
      const customerId = randomUUID();
      await db.insertInto('customers').values({ id: customerId, user_id: userId, name: 'Harbour Cafe', email: 'office@harbour.test', vat_id: null, deleted_at: null }).execute();
      const lines = JSON.stringify([{ text: 'Signage', quantity: 2, unitCents: 12_500 }]);
      await db.insertInto('invoices').values({ id: randomUUID(), user_id: userId, customer_id: customerId, number: 1, lines, total_cents: 25_000, due_on: '2027-01-31' }).execute();
    }
  }
  if (config.adminEmail && config.adminPassword) {
    await db.insertInto('users')
      .values({ id: randomUUID(), email: config.adminEmail, name: 'Operations', role: 'admin', password_hash: await hashPassword(config.adminPassword) })
      .onConflict((oc) => oc.column('email').doNothing())
      .execute();
  }
}
