import { Controller, Delete, HttpCode, Post, UseGuards } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { purgeAccounts, reindex } from './maintenance'
import { Roles, RolesGuard } from './roles'

@Controller('admin')
@UseGuards(AuthGuard('jwt'), RolesGuard)
export class AdminController {
  @Post('reindex')
  @Roles('admin')
  async reindex() {
    return { documents: await reindex() }
  }

  @Delete('accounts')
  @HttpCode(204)
  async purge() {
    await purgeAccounts()
  }
}
