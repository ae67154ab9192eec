import { Body, Controller, Patch, Req, UseGuards } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { AccountsService } from './accounts.service'

@Controller('account')
@UseGuards(AuthGuard('jwt'))
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Patch()
  update(@Req() req: { user: { id: number } }, @Body() body: any) {
    return this.accounts.update(req.user.id, body)
  }
}
