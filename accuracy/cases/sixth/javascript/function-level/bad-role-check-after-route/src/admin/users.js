import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

export async function remove(id) {
  const { rowCount } = await pool.query('DELETE FROM users WHERE id = $1', [id])
  return rowCount === 1
}

export async function page(after) {
  const { rows } = await pool.query(
    'SELECT id, display_name, role FROM users WHERE id > $1 ORDER BY id LIMIT 100',
    [after],
  )
  return rows
}

export async function setRole(id, role) {
  await pool.query('UPDATE users SET role = $2 WHERE id = $1', [id, role])
}
