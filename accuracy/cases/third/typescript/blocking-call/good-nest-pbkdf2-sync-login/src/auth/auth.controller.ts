import { Body, Controller, HttpCode, Post, UnauthorizedException, UseGuards } from '@nestjs/common'
import { ThrottlerGuard } from '@nestjs/throttler'
import { UsersService } from '../users/users.service'
import { LoginDto } from './login.dto'
import { PasswordService } from './password.service'
import { SessionService } from './session.service'

@Controller('auth')
@UseGuards(ThrottlerGuard)
export class AuthController {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
  ) {}

  @Post('login')
  @HttpCode(200)
  async login(@Body() { email, password }: LoginDto) {
    const user = await this.users.byEmail(email)
    if (!user || !(await this.passwords.matches(password, user.passwordHash))) throw new UnauthorizedException()
    return this.sessions.open(user.id)
  }
}
