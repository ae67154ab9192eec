import type { Pool } from 'pg'

export interface Book {
  id: number
  title: string
  publisher_id: number
}

export class Library {
  constructor(private readonly pool: Pool) {}

  async books(author: string): Promise<Book[]> {
    const text = 'SELECT id, title, publisher_id FROM books WHERE author_id = $1 ORDER BY id LIMIT 100'
    return (await this.pool.query<Book>(text, [author])).rows
  }

  async publishers(ids: readonly number[]): Promise<Map<number, string>> {
    const { rows } = await this.pool.query('SELECT id, name FROM publishers WHERE id = ANY($1)', [ids])
    return new Map(rows.map(({ id, name }) => [id, name]))
  }

  async publisher(id: number): Promise<string | null> {
    const { rows } = await this.pool.query('SELECT name FROM publishers WHERE id = $1', [id])
    return rows[0]?.name ?? null
  }
}
