import type { Knex } from 'knex';
import { db } from '../db.js';

/** Reads and writes of one table, always within one company. */
export abstract class ScopedRepository<Row extends { id: string }> {
  constructor(
    private readonly table: string,
    private readonly columns: readonly (keyof Row & string)[],
    protected readonly companyId: string,
    protected readonly conn: Knex = db,
  ) {}

  protected rows(): Knex.QueryBuilder {
    return this.conn(this.table).where({ company_id: this.companyId });
  }

  find(id: string): Promise<Row | undefined> {
    return this.rows().where({ id }).first(...this.columns);
  }

  async insert(values: Partial<Omit<Row, 'id'>>): Promise<Row> {
    const [row] = await this.conn(this.table).insert({ ...values, company_id: this.companyId }).returning([...this.columns]);
    return row as Row;
  }

  async patch(id: string, values: Partial<Omit<Row, 'id'>>): Promise<Row | undefined> {
    const [row] = await this.rows().where({ id }).update(values).returning([...this.columns]);
    return row as Row | undefined;
  }
}
