import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

export async function settingsOf(accountId) {
  const { rows } = await pool.query('SELECT greeting, sender FROM mail_settings WHERE account_id = $1', [accountId])
  return rows[0] ?? { greeting: 'Dear customer', sender: 'Reception' }
}

export async function saveGreeting(accountId, greeting) {
  await pool.query('UPDATE mail_settings SET greeting = $2 WHERE account_id = $1', [accountId, greeting])
}
