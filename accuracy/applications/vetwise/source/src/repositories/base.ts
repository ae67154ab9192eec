import knexFactory, { type Knex } from 'knex'
import { config } from '../config.js'

export const knex: Knex = knexFactory({
  client: 'pg',
  connection: { connectionString: config.databaseUrl, ssl: config.env === 'production' ? { rejectUnauthorized: false } : false },
  pool: { min: 0, max: 12 },
  acquireConnectionTimeout: 10_000,
})

export interface ListOptions {
  search?: string
  sort?: string
  limit?: number
}

/** Rows that belong to a practice. */
export class Repository<Row extends { id: number }> {
  constructor(
    protected readonly table: string,
    protected readonly searchable: string,
  ) {}

  list(practice: number, { search, sort, limit }: ListOptions): Promise<Row[]> {
    const query = knex(this.table).where({ practice_id: practice }).limit(limit ?? 50)
    if (search) query.whereRaw(`${this.searchable} ILIKE '%${search}%'`)
    if (sort) query.orderByRaw(sort)
    return query as unknown as Promise<Row[]>
  }

  startingWith(practice: number, prefix: string): Promise<Row[]> {
    return knex(this.table)
      .where({ practice_id: practice })
      .whereRaw('?? ILIKE ?', [this.searchable, `${prefix}%`])
      .limit(20) as unknown as Promise<Row[]>
  }

  byId(id: number): Promise<Row | undefined> {
    return knex(this.table).where({ id }).first()
  }

  own(practice: number, id: number): Promise<Row | undefined> {
    return knex(this.table).where({ id, practice_id: practice }).first()
  }

  async insert(practice: number, values: object): Promise<Row> {
    const [row] = await knex(this.table).insert({ ...values, practice_id: practice }).returning('*')
    return row as Row
  }

  async change(practice: number, id: number, values: object): Promise<number> {
    return knex(this.table).where({ id, practice_id: practice }).update(values)
  }
}
