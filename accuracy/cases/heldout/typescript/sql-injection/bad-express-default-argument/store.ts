import type { Pool } from 'mysql2/promise'

export class AuditStore {
  constructor(private readonly pool: Pool) {}

  async latest(limit: number, table = 'audit_current'): Promise<unknown> {
    const [rows] = await this.pool.query(`SELECT actor, action FROM ${table} ORDER BY id DESC LIMIT ?`, [limit])
    return rows
  }
}
