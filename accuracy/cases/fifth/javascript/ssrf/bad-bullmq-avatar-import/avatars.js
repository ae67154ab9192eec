import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

export async function saveAvatar(userId, content, type = 'application/octet-stream') {
  await pool.query('UPDATE users SET avatar = $2, avatar_type = $3 WHERE id = $1', [userId, content, type])
}
