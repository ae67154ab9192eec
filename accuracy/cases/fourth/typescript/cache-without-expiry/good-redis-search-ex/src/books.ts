import { Pool } from 'pg'

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

export async function searchBooks(term: string): Promise<{ id: number; title: string }[]> {
  const { rows } = await pool.query('SELECT id, title FROM books WHERE title ILIKE $1 LIMIT 30', [`%${term}%`])
  return rows
}
