import { BaseRepository } from './base.repository'

export interface ParcelRow {
  id: string
  reference: string
  depot: string
  state: string
}

export class ParcelRepository extends BaseRepository<ParcelRow> {
  protected readonly table = 'parcels'
  protected readonly columns = ['id', 'reference', 'depot', 'state']
}
