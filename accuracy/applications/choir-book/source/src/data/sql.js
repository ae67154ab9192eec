import postgres from 'postgres';
import { config } from '../config.js';

export const sql = postgres(config.DATABASE_URL, {
  max: 12,
  connect_timeout: 5,
  idle_timeout: 60,
  max_lifetime: 1800,
  ssl: config.production ? { rejectUnauthorized: true, ca: config.DATABASE_CA } : false,
  connection: { application_name: 'choir-book', statement_timeout: 4000, lock_timeout: 2000, idle_in_transaction_session_timeout: 8000 },
  onnotice: () => {},
});

/** Writes a line of the journal in the transaction of what it tells of. */
export const note = (tx, member, event, subject = null) =>
  tx`INSERT INTO journal (choir_id, member_id, event, subject) VALUES (${member.choir}, ${member.id ?? null}, ${event}, ${subject})`;

export const enqueue = (tx, recipient, subject, body) => tx`INSERT INTO mails (recipient, subject, body) VALUES (${recipient}, ${subject}, ${body})`;
