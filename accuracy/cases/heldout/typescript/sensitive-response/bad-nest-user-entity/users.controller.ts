import { Controller, Get, NotFoundException, Param, ParseIntPipe } from '@nestjs/common'
import { UsersService } from './users.service'

@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get(':id')
  async show(@Param('id', ParseIntPipe) id: number) {
    const user = await this.users.find(id)
    if (user === null) throw new NotFoundException()
    return { id: user.id, name: user.name, passwordHash: user.passwordHash }
  }
}
