import { readFileSync } from 'node:fs'
import { Pool } from 'pg'

const ca = readFileSync(process.env.PG_CA ?? '/etc/pg/ca.pem', 'utf8')

export const pool = new Pool({
  connectionString: process.env.DATABASE_URL,
  max: 10,
  connectionTimeoutMillis: 3000,
  ssl: { ca, rejectUnauthorized: true },
})
