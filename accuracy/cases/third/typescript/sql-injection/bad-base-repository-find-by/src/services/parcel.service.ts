import type { ParcelRepository } from '../repositories'

export class ParcelService {
  constructor(private readonly parcels: ParcelRepository) {}

  async lookup(criteria: Record<string, string>) {
    const [[field, value] = ['state', 'open']] = Object.entries(criteria)
    const rows = await this.parcels.findBy(field, value)
    return rows.map(({ id, reference, state }) => ({ id, reference, state }))
  }
}
