const db = require('./db')

async function weekOf(ward, monday) {
  const nurses = await db.query('SELECT id, name FROM nurses WHERE ward = $1 ORDER BY name LIMIT 80', [ward])
  const week = []
  for (const nurse of nurses) {
    const shifts = await db.query('SELECT day, kind FROM shifts WHERE nurse_id = $1 AND week = $2', [nurse.id, monday])
    week.push({ ...nurse, shifts })
  }
  return week
}

module.exports = { weekOf }
