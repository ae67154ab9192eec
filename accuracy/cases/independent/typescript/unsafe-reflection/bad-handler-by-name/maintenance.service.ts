import { Injectable } from '@nestjs/common'

@Injectable()
export class MaintenanceService {
  vacuum(): string {
    return 'vacuumed'
  }

  reindex(): string {
    return 'reindexed'
  }

  dropEverything(): string {
    return 'dropped'
  }
}
