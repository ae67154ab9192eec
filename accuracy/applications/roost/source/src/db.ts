import { randomBytes, randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { config } from './config.ts';
import { hashPassword } from './crypto.ts';

// The database, its journals and the photos are for this process alone.
process.umask(0o077);

export const db = new Database(config.databasePath);
db.pragma('journal_mode = WAL');
db.pragma('foreign_keys = ON');

db.exec(`
create table if not exists users (
  id text primary key, email text not null unique collate nocase, name text not null, password_hash text not null,
  role text not null default 'member' check (role in ('member', 'manager')), credits integer not null default 20 check (credits >= 0),
  suspended integer not null default 0, created_at text not null default current_timestamp);
create table if not exists tokens (
  selector text primary key, purpose text not null check (purpose in ('session', 'recovery', 'feed')),
  hash blob not null, user_id text not null references users(id) on delete cascade, agent text, expires_at integer not null,
  created_at text not null default current_timestamp);
create table if not exists rooms (
  id text primary key, slug text not null unique, name text not null, seats integer not null, rate integer not null check (rate > 0),
  door_code text not null, photo text, open integer not null default 1);
create table if not exists bookings (
  id text primary key, room_id text not null references rooms(id), user_id text not null references users(id) on delete cascade,
  title text not null, first_slot integer not null, slots integer not null check (slots between 1 and 16), cost integer not null,
  version integer not null default 1, cancelled_at text, created_at text not null default current_timestamp);
-- A half hour of a room is one row: two bookings of it cannot both be written.
create table if not exists claims (
  room_id text not null, slot integer not null, booking_id text not null references bookings(id) on delete cascade,
  primary key (room_id, slot)) without rowid;
create table if not exists guests (
  booking_id text not null references bookings(id) on delete cascade, user_id text not null references users(id) on delete cascade,
  primary key (booking_id, user_id)) without rowid;
create table if not exists transfers (
  id text primary key, from_id text not null references users(id), to_id text not null references users(id),
  amount integer not null check (amount > 0), request_key text not null, created_at text not null default current_timestamp,
  check (from_id <> to_id), unique (from_id, request_key));
create table if not exists flags (name text primary key, enabled integer not null) without rowid;
create table if not exists nonces (nonce text primary key, expires_at integer not null) without rowid;
create table if not exists audit (id integer primary key, actor_id text not null, action text not null, subject text not null, at text not null default current_timestamp);
`);

export async function seed(): Promise<void> {
  if (db.prepare('select count(*) from users').pluck().get() === 0) {
    const unknown = await hashPassword(randomBytes(32).toString('hex'));
    db.transaction(() => {
      for (const [email, name] of [['lotte@roost.test', 'Lotte Vos'], ['jun@roost.test', 'Jun Park']]) {
        db.prepare('insert into users (id, email, name, password_hash) values (?, ?, ?, ?)').run(randomUUID(), email, name, unknown);
      }
      const room = db.prepare('insert into rooms (id, slug, name, seats, rate, door_code) values (?, ?, ?, ?, ?, ?)');
      for (const [slug, name, seats, rate] of [['attic', 'Attic', 4, 1], ['orangery', 'Orangery', 12, 3], ['workshop', 'Workshop', 8, 2]]) {
        room.run(randomUUID(), slug, name, seats, rate, String(1000 + (randomBytes(4).readUInt32BE() % 9000)));
      }
      for (const name of ['transfers', 'feeds', 'registration']) db.prepare('insert into flags (name, enabled) values (?, 1)').run(name);
    })();
  }
  if (config.ADMIN_EMAIL && config.ADMIN_PASSWORD) {
    db.prepare("insert into users (id, email, name, password_hash, role) values (?, ?, 'House', ?, 'manager') on conflict do nothing")
      .run(randomUUID(), config.ADMIN_EMAIL, await hashPassword(config.ADMIN_PASSWORD));
  }
}
