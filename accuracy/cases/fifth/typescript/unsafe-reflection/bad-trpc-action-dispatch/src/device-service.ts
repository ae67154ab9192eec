import type { Pool } from 'pg'

export class DeviceService {
  constructor(private readonly pool: Pool) {}

  async status(ownerId: string, device: number) {
    const { rows } = await this.pool.query('SELECT state FROM devices WHERE owner_id = $1 AND id = $2', [ownerId, device])
    return rows[0]?.state ?? null
  }

  async restart(ownerId: string, device: number) {
    await this.pool.query('UPDATE devices SET restart = true WHERE owner_id = $1 AND id = $2', [ownerId, device])
    return 'restarting'
  }

  async transferAll(newOwnerId: string, _device: number) {
    await this.pool.query('UPDATE devices SET owner_id = $1', [newOwnerId])
    return 'transferred'
  }
}
