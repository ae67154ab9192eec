const db = require('./db')

async function weekOf(ward, monday) {
  const nurses = await db.query('SELECT id, name FROM nurses WHERE ward = $1 ORDER BY name LIMIT 80', [ward])
  const ids = nurses.map(({ id }) => id)
  const shifts = await db.query('SELECT nurse_id, day, kind FROM shifts WHERE nurse_id = ANY($1) AND week = $2', [ids, monday])
  const byNurse = new Map(ids.map((id) => [id, []]))
  for (const { nurse_id, day, kind } of shifts) byNurse.get(nurse_id).push({ day, kind })
  return nurses.map((nurse) => ({ ...nurse, shifts: byNurse.get(nurse.id) }))
}

module.exports = { weekOf }
