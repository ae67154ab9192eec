import { Get, Query, Req, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';
import { AccountScopedService } from './account-scoped.service';

@UseGuards(JwtAuthGuard)
export abstract class AccountScopedController<S extends AccountScopedService<any>> {
  constructor(protected readonly service: S) {}

  @Get()
  list(@Req() req: any, @Query('page') page?: string) {
    return this.service.list(req.user.accountId, Math.max(Number(page) || 0, 0));
  }
}
