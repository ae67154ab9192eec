import { config } from '../config.js';
import { matches, seal } from './passwords.js';
import { digest, endAll, secret, start } from './sessions.js';
import { enqueue, note, sql } from './sql.js';

export const list = (choir, page) => sql`
  SELECT id, name, voice, role FROM members WHERE choir_id = ${choir} AND left_at IS NULL
  ORDER BY name, id LIMIT 60 OFFSET ${(page - 1) * 60}`;

export const journal = (choir, page) => sql`
  SELECT journal.event, journal.at, members.name FROM journal LEFT JOIN members ON members.id = journal.member_id
  WHERE journal.choir_id = ${choir} ORDER BY journal.id DESC LIMIT 60 OFFSET ${(page - 1) * 60}`;

export async function signIn(email, password) {
  const [row] = await sql`SELECT id, choir_id AS choir, password FROM members WHERE email = ${email} AND left_at IS NULL`;
  if (!(await matches(row?.password, password))) return null;
  return sql.begin(async (tx) => {
    await note(tx, row, 'signed in');
    return start(tx, row.id);
  });
}

export async function changePassword(member, current, next) {
  const [row] = await sql`SELECT password FROM members WHERE id = ${member.id}`;
  if (!(await matches(row?.password, current))) return null;
  const sealed = await seal(next);
  return sql.begin(async (tx) => {
    await tx`UPDATE members SET password = ${sealed} WHERE id = ${member.id}`;
    await endAll(tx, member.id);
    await note(tx, member, 'password changed');
    return start(tx, member.id);
  });
}

export const forgot = (email) =>
  sql.begin(async (tx) => {
    const [row] = await tx`SELECT id, choir_id AS choir FROM members WHERE email = ${email} AND left_at IS NULL`;
    if (!row) return;
    const ticket = secret();
    await tx`DELETE FROM tickets WHERE member_id = ${row.id} AND purpose = 'reset'`;
    await tx`INSERT INTO tickets (digest, purpose, member_id, ends_at) VALUES (${digest(ticket)}, 'reset', ${row.id}, now() + interval '30 minutes')`;
    await enqueue(tx, email, 'Choir book: new password', `Choose a new password within half an hour: ${config.ORIGIN}/reset?ticket=${ticket}`);
    await note(tx, row, 'password forgotten');
  });

/** A ticket is used up by looking at it. */
const take = async (tx, ticket, purpose) => {
  const [row] = await tx`DELETE FROM tickets WHERE digest = ${digest(ticket)} AND purpose = ${purpose} AND ends_at > now() RETURNING choir_id AS choir, member_id, email`;
  return row;
};

export async function reset(ticket, password) {
  const sealed = await seal(password);
  return sql.begin(async (tx) => {
    const row = await take(tx, ticket, 'reset');
    if (!row) return false;
    const [member] = await tx`UPDATE members SET password = ${sealed} WHERE id = ${row.member_id} AND left_at IS NULL RETURNING id, choir_id AS choir`;
    if (!member) return false;
    await endAll(tx, member.id);
    await note(tx, member, 'password reset');
    return true;
  });
}

/** Nothing tells the conductor whether somebody sings elsewhere already. */
export const invite = (member, email) =>
  sql.begin(async (tx) => {
    const ticket = secret();
    await tx`INSERT INTO tickets (digest, purpose, choir_id, email, ends_at) VALUES (${digest(ticket)}, 'join', ${member.choir}, ${email}, now() + interval '7 days')`;
    await enqueue(tx, email, 'Choir book: an invitation', `Join within a week: ${config.ORIGIN}/join?ticket=${ticket}`);
    await note(tx, member, 'invited somebody');
  });

export async function join(ticket, { name, voice, password }) {
  const sealed = await seal(password);
  return sql.begin(async (tx) => {
    const row = await take(tx, ticket, 'join');
    if (!row) return false;
    const [member] = await tx`
      INSERT INTO members (choir_id, email, name, voice, password) VALUES (${row.choir}, ${row.email}, ${name}, ${voice}, ${sealed})
      ON CONFLICT (email) DO NOTHING RETURNING id, choir_id AS choir`;
    if (member) await note(tx, member, 'joined');
    return Boolean(member);
  });
}

/** Conductors do not change themselves, so there is always one left. */
export const promote = (member, id, role) =>
  sql.begin(async (tx) => {
    const rows = await tx`
      UPDATE members SET role = ${role} WHERE id = ${id} AND choir_id = ${member.choir} AND id <> ${member.id} AND left_at IS NULL RETURNING id`;
    if (rows.length) await note(tx, member, `made ${role}`, id);
    return rows.length > 0;
  });

export const dismiss = (member, id) =>
  sql.begin(async (tx) => {
    const rows = await tx`
      UPDATE members SET left_at = now() WHERE id = ${id} AND choir_id = ${member.choir} AND id <> ${member.id} AND left_at IS NULL RETURNING id`;
    if (!rows.length) return false;
    await endAll(tx, id);
    await note(tx, member, 'removed a member', id);
    return true;
  });
