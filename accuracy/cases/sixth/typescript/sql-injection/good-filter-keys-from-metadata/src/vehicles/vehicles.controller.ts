import { Controller, Get, Query, Req, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';
import { VehiclesRepository } from './vehicles.repository';

@Controller('vehicles')
@UseGuards(JwtAuthGuard)
export class VehiclesController {
  constructor(private readonly vehicles: VehiclesRepository) {}

  @Get()
  list(@Req() req: any, @Query() query: Record<string, string>) {
    const { skip, ...filter } = query;
    return this.vehicles.page(req.user.accountId, filter, Number(skip) || 0);
  }
}
