import { Body, Controller, Post, UnauthorizedException } from '@nestjs/common'
import { Throttle } from '@nestjs/throttler'
import { verifyPassword } from './password'
import { UsersService } from './users.service'

@Controller('auth')
export class AuthController {
  constructor(private readonly users: UsersService) {}

  @Post('login')
  @Throttle({ default: { limit: 5, ttl: 60_000 } })
  async login(@Body() body: { email: string; password: string }) {
    const user = await this.users.byEmail(body.email)
    if (!user || !(await verifyPassword(body.password, user.salt, user.hash))) {
      throw new UnauthorizedException()
    }
    return this.users.openSession(user.id)
  }
}
