import { Injectable, NotFoundException } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Keeper } from './keeper.entity'

@Injectable()
export class KeepersService {
  constructor(@InjectRepository(Keeper) private readonly repository: Repository<Keeper>) {}

  async byId(id: number): Promise<Keeper> {
    const keeper = await this.repository.findOneBy({ id })
    if (keeper === null) throw new NotFoundException()
    return keeper
  }
}
