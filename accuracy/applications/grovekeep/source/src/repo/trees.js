import sanitize from 'sanitize-html'
import { all, one, sql, transaction, write } from '../db.js'
import { readable } from '../policy.js'

export const sortable = sql.columns({ tag: 'tag', species: 'species', street: 'street', girth: 'girth_cm', changed: 'updated_at' })
const listed = sql`t.id, t.tag, t.species, t.district, t.street, t.girth_cm, t.updated_at`

const cleanNotes = (html) =>
  sanitize(html, { allowedTags: ['p', 'b', 'i', 'ul', 'ol', 'li', 'a'], allowedAttributes: { a: ['href'] }, allowedSchemes: ['https'] })

const filters = (me, { q, species, district }) => {
  const where = [readable(me)]
  if (q) where.push(sql`(t.tag LIKE ${sql.contains(q)} OR t.street LIKE ${sql.contains(q)})`)
  if (species) where.push(sql`t.species = ${species}`)
  if (district) where.push(sql`t.district = ${district}`)
  return sql.and(where)
}

export const search = (me, ask) =>
  all(sql`SELECT ${listed} FROM trees t WHERE ${filters(me, ask)}
    ORDER BY ${sortable.of(ask.sort)} ${sql.direction(ask.dir)}, t.id LIMIT ${ask.size} OFFSET ${(ask.page - 1) * ask.size}`)

export const count = async (me, ask) => (await one(sql`SELECT COUNT(*) AS n FROM trees t WHERE ${filters(me, ask)}`)).n

export const visible = (me, id) =>
  one(sql`SELECT ${listed}, t.planted_year, t.notes_html, t.version FROM trees t WHERE t.id = ${id} AND ${readable(me)}`)

export async function save(tree, fields) {
  const done = await write(sql`UPDATE trees SET species = ${fields.species}, street = ${fields.street}, girth_cm = ${fields.girth},
    notes_html = ${cleanNotes(fields.notes)}, version = version + 1 WHERE id = ${tree.id} AND version = ${fields.version}`)
  return done.affectedRows === 1
}

export const plant = async (fields) =>
  (
    await write(sql`INSERT INTO trees (tag, species, district, street, planted_year, notes_html)
      VALUES (${fields.tag}, ${fields.species}, ${fields.district}, ${fields.street}, ${fields.year}, ${cleanNotes(fields.notes)})`)
  ).insertId

/** All rows of an import or none; known tags are brought up to date. */
export const importAll = (rows) =>
  transaction(async (tx) => {
    for (let i = 0; i < rows.length; i += 200) {
      const values = rows
        .slice(i, i + 200)
        .map((r) => sql`(${r.tag}, ${r.species}, ${r.district}, ${r.street}, ${r.year}, '')`)
        .reduce((a, b) => sql`${a}, ${b}`)
      await tx.write(sql`INSERT INTO trees (tag, species, district, street, planted_year, notes_html) VALUES ${values} AS fresh
        ON DUPLICATE KEY UPDATE species = IF(trees.district = fresh.district, fresh.species, trees.species),
          street = IF(trees.district = fresh.district, fresh.street, trees.street)`)
    }
  })

export const tagged = (tags) => all(sql`SELECT tag, district FROM trees WHERE tag IN (${sql.list(tags)})`)
