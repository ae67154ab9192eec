import { Controller, Delete, HttpCode, Param, ParseUUIDPipe, Post, UseGuards } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { Roles } from '../auth/roles.decorator'
import { AccountsService } from './accounts.service'

@Controller('admin/accounts')
@UseGuards(AuthGuard('jwt'))
@Roles('admin')
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Post(':id/suspend')
  @HttpCode(204)
  suspend(@Param('id', ParseUUIDPipe) id: string) {
    return this.accounts.suspend(id)
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id', ParseUUIDPipe) id: string) {
    return this.accounts.remove(id)
  }
}
