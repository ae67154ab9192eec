import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { Caller, type Principal, Roles } from '../common/decorators';
import { idPipe, PageQuery } from '../common/validation';
import { AdminService } from './admin.service';
import { RoleDto } from './dto';

@Roles('admin')
@Controller('api/admin')
export class AdminController {
  constructor(private readonly admin: AdminService) {}

  @Get('users')
  users(@Query() page: PageQuery) {
    return this.admin.users(page);
  }

  @Patch('users/:id/role')
  @HttpCode(204)
  setRole(@Caller() caller: Principal, @Param('id', idPipe) id: string, @Body() dto: RoleDto): void {
    this.admin.setRole(caller.id, id, dto.role);
  }

  @Post('users/:id/disable')
  @HttpCode(204)
  disable(@Caller() caller: Principal, @Param('id', idPipe) id: string): void {
    this.admin.disable(caller.id, id);
  }

  @Get('revenue')
  revenue(@Query() page: PageQuery) {
    return this.admin.revenue(page);
  }
}
