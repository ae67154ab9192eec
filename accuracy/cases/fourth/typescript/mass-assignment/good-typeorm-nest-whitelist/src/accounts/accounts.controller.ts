import { Body, Controller, Patch, Req, UseGuards, ValidationPipe } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { AccountsService } from './accounts.service'
import { UpdateAccountDto } from './update-account.dto'

@Controller('account')
@UseGuards(AuthGuard('jwt'))
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Patch()
  update(@Req() req: { user: { id: number } }, @Body(new ValidationPipe({ whitelist: true })) body: UpdateAccountDto) {
    return this.accounts.update(req.user.id, body)
  }
}
