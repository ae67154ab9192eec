import type { Knex } from 'knex'
import { knex } from '../db'

/** Rows of one table. */
export abstract class BaseRepo<Row extends { id: number }> {
  protected abstract readonly table: string

  all(): Knex.QueryBuilder {
    return knex(this.table)
  }

  async find(id: number | string): Promise<Row | undefined> {
    return knex(this.table).where({ id: Number(id) }).first()
  }

  async findMany(ids: readonly number[]): Promise<(Row | undefined)[]> {
    const rows: Row[] = await knex(this.table).whereIn('id', [...ids])
    const byId = new Map(rows.map((row) => [row.id, row]))
    return ids.map((id) => byId.get(id))
  }

  async insert(values: object): Promise<Row> {
    const [row] = await knex(this.table).insert(values).returning('*')
    return row
  }

  async change(id: number, values: object): Promise<Row> {
    const [row] = await knex(this.table).where({ id }).update(values).returning('*')
    return row
  }
}
