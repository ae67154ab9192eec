import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Account } from './account.entity'
import type { UpdateAccountDto } from './update-account.dto'

@Injectable()
export class AccountsService {
  constructor(@InjectRepository(Account) private readonly accounts: Repository<Account>) {}

  async update(id: number, changes: UpdateAccountDto): Promise<{ id: number }> {
    await this.accounts.update({ id }, changes)
    return { id }
  }
}
