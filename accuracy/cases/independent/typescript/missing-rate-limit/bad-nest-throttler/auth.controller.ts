import { Body, Controller, Post, UnauthorizedException } from '@nestjs/common'
import { SkipThrottle, Throttle } from '@nestjs/throttler'
import { AuthService } from './auth.service'

@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @SkipThrottle()
  @Post('login')
  async login(@Body() body: { email: string; password: string }) {
    const token = await this.auth.signIn(String(body.email), String(body.password))
    if (token === null) throw new UnauthorizedException()
    return { token }
  }
}
