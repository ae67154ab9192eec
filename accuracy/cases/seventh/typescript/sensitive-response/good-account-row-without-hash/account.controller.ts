import { Controller, Get, NotFoundException, Req, UseGuards } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Account } from './account.entity'

@Controller('account')
@UseGuards(AuthGuard('jwt'))
export class AccountController {
  constructor(@InjectRepository(Account) private readonly accounts: Repository<Account>) {}

  @Get()
  async own(@Req() request: { user: { id: number } }): Promise<object> {
    const account = await this.accounts.findOneBy({ id: request.user.id })
    if (!account) throw new NotFoundException()
    const { id, passwordHash, totpSecret, ...rest } = account
    return { id, ...rest }
  }
}
