const { pool } = require('./pool')

const COLUMNS = new Set(['title', 'body', 'tags'])

exports.updateDraft = async (id, ownerId, changes) => {
  const names = Object.keys(changes).filter((name) => COLUMNS.has(name))
  if (names.length === 0 || names.length > COLUMNS.size) return 0
  const assignments = names.map((name, index) => `${name} = $${index + 3}`).join(', ')
  const values = names.map((name) => changes[name])
  const { rowCount } = await pool.query(`UPDATE drafts SET ${assignments} WHERE id = $1 AND owner_id = $2`, [id, ownerId, ...values])
  return rowCount
}
