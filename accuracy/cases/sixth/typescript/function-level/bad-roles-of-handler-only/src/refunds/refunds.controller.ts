import { Controller, HttpCode, Param, ParseUUIDPipe, Post, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';
import { Roles, RolesGuard } from '../auth/roles.guard';
import { RefundsService } from './refunds.service';

@Controller('admin/refunds')
@UseGuards(JwtAuthGuard, RolesGuard)
@Roles('finance-admin')
export class RefundsController {
  constructor(private readonly refunds: RefundsService) {}

  @Post(':id/approve')
  @HttpCode(204)
  async approve(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.refunds.approve(id);
  }
}
