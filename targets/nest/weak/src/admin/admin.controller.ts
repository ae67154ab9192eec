import { Body, Controller, Get, Param, ParseIntPipe, Patch, Post, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../common/jwt-auth.guard';
import { Roles } from '../common/roles.decorator';
import { AdminService } from './admin.service';

@Controller('admin')
@Roles('admin')
@UseGuards(JwtAuthGuard)
export class AdminController {
  constructor(private readonly admin: AdminService) {}

  @Get('users')
  users() {
    return this.admin.users();
  }

  @Patch('users/:id/role')
  setRole(@Param('id', ParseIntPipe) id: number, @Body('role') role: string) {
    return this.admin.setRole(id, role);
  }

  @Post('users/:id/suspend')
  suspend(@Param('id', ParseIntPipe) id: number) {
    return this.admin.suspend(id);
  }
}
