import { Controller, Delete, Get, Param, ParseIntPipe, UseGuards } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { Roles, RolesGuard } from './roles.guard'
import { UsersService } from './users.service'

@Controller('admin')
@UseGuards(AuthGuard('jwt'), RolesGuard)
export class AdminController {
  constructor(private readonly users: UsersService) {}

  @Get('users')
  @Roles('admin')
  list() {
    return this.users.firstHundred()
  }

  @Delete('users/:id')
  @Roles('admin')
  remove(@Param('id', ParseIntPipe) id: number) {
    return this.users.remove(id)
  }
}
