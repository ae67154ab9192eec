import { Body, Controller, Patch, UseGuards } from '@nestjs/common'
import { CurrentUserId } from '../auth/current-user-id.decorator'
import { JwtAuthGuard } from '../auth/jwt-auth.guard'
import { UpdateProfileDto } from './dto/update-profile.dto'
import { UsersService } from './users.service'

@Controller('users')
@UseGuards(JwtAuthGuard)
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Patch('me')
  update(@CurrentUserId() id: string, @Body() body: UpdateProfileDto) {
    return this.users.updateProfile(id, body)
  }
}
