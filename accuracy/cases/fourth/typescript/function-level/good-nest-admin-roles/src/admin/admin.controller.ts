import { Controller, HttpCode, Param, ParseIntPipe, Post, UseGuards } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { Roles, RolesGuard } from '../auth/roles.guard'
import { UsersService } from './users.service'

@Controller('admin/users')
@UseGuards(AuthGuard('jwt'), RolesGuard)
export class AdminController {
  constructor(private readonly users: UsersService) {}

  @Post(':id/block')
  @Roles('admin')
  @HttpCode(204)
  async block(@Param('id', ParseIntPipe) id: number): Promise<void> {
    await this.users.block(id)
  }
}
