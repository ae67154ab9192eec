import { Controller, Delete, HttpCode, Param, ParseIntPipe, UseGuards } from '@nestjs/common'
import { JwtGuard } from '../auth/jwt.guard'
import { Roles } from '../auth/roles.guard'
import { UsersService } from './users.service'

@Controller('admin/users')
@UseGuards(JwtGuard)
export class AdminUsersController {
  constructor(private readonly users: UsersService) {}

  @Delete(':id')
  @Roles('admin')
  @HttpCode(204)
  remove(@Param('id', ParseIntPipe) id: number) {
    return this.users.remove(id)
  }
}
