import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

@Injectable()
export class WarehouseService {
  constructor(private readonly source: DataSource) {}

  async list(requested: string): Promise<unknown[]> {
    const zones = new Map<string, string>()
    zones.set('default', 'main')
    zones.set('requested', requested)

    const zone = zones.get('default') ?? 'main'
    return this.source
      .createQueryBuilder()
      .select(['w.id', 'w.name'])
      .from('warehouse', 'w')
      .where(`w.zone = '${zone}'`)
      .limit(50)
      .getRawMany()
  }
}
