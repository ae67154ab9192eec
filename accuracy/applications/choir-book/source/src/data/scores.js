import { note, sql } from './sql.js';

const most = 400;

export const search = (choir, text, page) => sql`
  SELECT id, title FROM scores
  WHERE choir_id = ${choir} ${text ? sql`AND title ILIKE ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}` : sql``}
  ORDER BY title, id LIMIT 40 OFFSET ${(page - 1) * 40}`;

export async function file(choir, id) {
  const [row] = await sql`SELECT title, pdf FROM scores WHERE id = ${id} AND choir_id = ${choir}`;
  return row;
}

/** The row of the choir is locked, so that two uploads at once do not pass the limit together. */
export const add = (member, title, pdf) =>
  sql.begin(async (tx) => {
    await tx`SELECT id FROM choirs WHERE id = ${member.choir} FOR UPDATE`;
    const [{ count }] = await tx`SELECT count(*)::int AS count FROM scores WHERE choir_id = ${member.choir}`;
    if (count >= most) return false;
    const [row] = await tx`INSERT INTO scores (choir_id, title, pdf) VALUES (${member.choir}, ${title}, ${pdf}) RETURNING id`;
    await note(tx, member, 'score added', row.id);
    return true;
  });

export const remove = (member, id) =>
  sql.begin(async (tx) => {
    const rows = await tx`DELETE FROM scores WHERE id = ${id} AND choir_id = ${member.choir} RETURNING id`;
    if (rows.length) await note(tx, member, 'score removed', id);
    return rows.length > 0;
  });
