import pg from 'pg'
import { cached } from './cached.js'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 3000 })

async function search(text, country) {
  const { rows } = await pool.query(
    `SELECT id, name, lat, lon FROM places
      WHERE country = $2 AND name ILIKE $1 || '%'
      ORDER BY population DESC LIMIT 10`,
    [text, country],
  )
  return rows
}

export const searchPlaces = cached('places', search)
