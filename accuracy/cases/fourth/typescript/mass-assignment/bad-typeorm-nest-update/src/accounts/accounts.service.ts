import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Account } from './account.entity'

@Injectable()
export class AccountsService {
  constructor(@InjectRepository(Account) private readonly accounts: Repository<Account>) {}

  async update(id: number, changes: any): Promise<{ id: number }> {
    await this.accounts.update({ id }, changes)
    return { id }
  }
}
