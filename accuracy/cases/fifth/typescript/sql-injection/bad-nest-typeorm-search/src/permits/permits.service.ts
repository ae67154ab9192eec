import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Permit } from './permits.entity'
import { SearchPermits } from './search.dto'

@Injectable()
export class PermitsService {
  constructor(@InjectRepository(Permit) private readonly permits: Repository<Permit>) {}

  search({ street, order }: SearchPermits) {
    return this.permits
      .createQueryBuilder('permit')
      .where(`permit.street ILIKE '%${street}%'`)
      .orderBy(`permit.${order}`)
      .take(50)
      .getMany()
  }
}
