import { createHash, randomBytes } from 'node:crypto';
import { sql } from './sql.js';

export const secret = () => randomBytes(32).toString('base64url');
export const digest = (text) => createHash('sha256').update(text).digest();

/** Ends after half an hour without use, and after twelve hours at any rate. */
export async function load(cookie) {
  const [row] = await sql`
    UPDATE sessions SET seen_at = now()
    FROM members
    WHERE sessions.digest = ${digest(cookie)}
      AND members.id = sessions.member_id
      AND members.left_at IS NULL
      AND sessions.seen_at > now() - interval '30 minutes'
      AND sessions.created_at > now() - interval '12 hours'
    RETURNING members.id, members.choir_id AS choir, members.name, members.role`;
  return row ?? null;
}

/** Always under a new name: what the browser had before is worth nothing afterwards. */
export async function start(tx, memberId) {
  const cookie = secret();
  await tx`INSERT INTO sessions (digest, member_id) VALUES (${digest(cookie)}, ${memberId})`;
  return cookie;
}

export const end = (cookie) => sql`DELETE FROM sessions WHERE digest = ${digest(cookie)}`;
export const endAll = (tx, memberId) => tx`DELETE FROM sessions WHERE member_id = ${memberId}`;

export async function sweep() {
  await sql`DELETE FROM sessions WHERE seen_at < now() - interval '30 minutes' OR created_at < now() - interval '12 hours'`;
  await sql`DELETE FROM tickets WHERE ends_at < now()`;
  await sql`DELETE FROM budgets WHERE ends_at < now()`;
}
