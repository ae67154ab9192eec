import type { Pool } from 'pg'
import { encryptField } from './crypto/field.js'

export async function addPatient(pool: Pool, name: string, insuranceNumber: string): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    'INSERT INTO patients (name, insurance_number) VALUES ($1, $2) RETURNING id',
    [name, encryptField(insuranceNumber)],
  )
  return rows[0].id
}
