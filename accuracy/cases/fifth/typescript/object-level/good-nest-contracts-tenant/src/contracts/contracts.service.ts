import { Injectable, NotFoundException } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Contract } from './contracts.entity'

@Injectable()
export class ContractsService {
  constructor(@InjectRepository(Contract) private readonly contracts: Repository<Contract>) {}

  mine(tenantId: string) {
    return this.contracts.find({ where: { tenantId }, take: 20 })
  }

  async cancel(id: number, tenantId: string) {
    const contract = await this.contracts.findOneBy({ id, tenantId })
    if (!contract) throw new NotFoundException()
    contract.cancelledAt = new Date()
    await this.contracts.save(contract)
    return { id: contract.id, cancelledAt: contract.cancelledAt }
  }
}
