import { language } from './context.js'
import { pool } from './pool.js'

export async function texts(): Promise<unknown[]> {
  const { rows } = await pool.query(`SELECT key, text_${language()} AS text FROM texts ORDER BY key LIMIT 200`)
  return rows
}
