import { note, sql } from './sql.js';

export const pageSize = 30;

export const upcoming = (choir, page) => sql`
  SELECT id, starts_at, place, cancelled FROM rehearsals
  WHERE choir_id = ${choir} AND starts_at > now() - interval '3 hours'
  ORDER BY starts_at LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`;

export async function find(choir, id) {
  const [row] = await sql`SELECT id, starts_at, place, plan, cancelled FROM rehearsals WHERE id = ${id} AND choir_id = ${choir}`;
  return row;
}

/** Who comes, by voice, in one statement. */
export const attendance = (choir, id) => sql`
  SELECT members.voice, count(*) FILTER (WHERE answers.coming)::int AS coming, count(*)::int AS answered
  FROM answers JOIN members ON members.id = answers.member_id
  WHERE answers.rehearsal_id = ${id} AND members.choir_id = ${choir} AND members.left_at IS NULL
  GROUP BY members.voice ORDER BY members.voice LIMIT 4`;

export const plan = (member, { starts, place, text }) =>
  sql.begin(async (tx) => {
    const [row] = await tx`
      INSERT INTO rehearsals (choir_id, starts_at, place, plan) VALUES (${member.choir}, ${starts}, ${place}, ${text}) RETURNING id`;
    await note(tx, member, 'rehearsal planned', row.id);
    return row.id;
  });

/** The choir is looked up in the same statement, so an answer never crosses choirs. */
export async function answer(member, id, coming) {
  const rows = await sql`
    INSERT INTO answers (rehearsal_id, member_id, coming)
    SELECT id, ${member.id}, ${coming} FROM rehearsals
    WHERE id = ${id} AND choir_id = ${member.choir} AND NOT cancelled AND starts_at > now()
    ON CONFLICT (rehearsal_id, member_id) DO UPDATE SET coming = excluded.coming
    RETURNING rehearsal_id`;
  return rows.length > 0;
}

export const cancel = (member, id) =>
  sql.begin(async (tx) => {
    const rows = await tx`UPDATE rehearsals SET cancelled = true WHERE id = ${id} AND choir_id = ${member.choir} AND NOT cancelled RETURNING id`;
    if (rows.length) await note(tx, member, 'rehearsal cancelled', id);
    return rows.length > 0;
  });
