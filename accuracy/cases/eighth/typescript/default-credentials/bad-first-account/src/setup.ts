import argon2 from 'argon2'
import pg from 'pg'

interface Setup {
  name: string
  password: string
}

function read(): Setup {
  const { SETUP_NAME, SETUP_PASSWORD } = process.env
  return { name: SETUP_NAME ?? 'admin', password: SETUP_PASSWORD ?? 'admin' }
}

export async function firstAccount(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query('SELECT 1 FROM accounts LIMIT 1')
  if (rows.length > 0) return

  const setup = read()
  const hash = await argon2.hash(setup.password)
  await pool.query("INSERT INTO accounts (name, hash, role) VALUES ($1, $2, 'admin')", [setup.name, hash])
}
