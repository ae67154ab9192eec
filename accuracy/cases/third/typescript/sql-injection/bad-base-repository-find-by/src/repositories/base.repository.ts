import type { Pool, QueryResultRow } from 'pg'

export abstract class BaseRepository<Row extends QueryResultRow> {
  protected abstract readonly table: string
  protected abstract readonly columns: readonly string[]

  constructor(protected readonly pool: Pool) {}

  async findBy(field: string, value: unknown, limit = 50): Promise<Row[]> {
    const column = field.trim()
    const text = `SELECT ${this.columns.join(', ')} FROM ${this.table} WHERE ${column} = $1 LIMIT $2`
    const { rows } = await this.pool.query<Row>(text, [value, limit])
    return rows
  }

  async findById(id: string): Promise<Row | undefined> {
    const [row] = await this.findBy('id', id, 1)
    return row
  }
}
