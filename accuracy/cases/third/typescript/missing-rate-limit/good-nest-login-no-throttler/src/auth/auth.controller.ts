import { Body, Controller, HttpCode, Post, UnauthorizedException, UseGuards } from '@nestjs/common'
import { Throttle, ThrottlerGuard } from '@nestjs/throttler'
import { AuthService } from './auth.service'
import { LoginDto } from './login.dto'

@Controller('auth')
@UseGuards(ThrottlerGuard)
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('login')
  @Throttle({ default: { ttl: 60_000, limit: 5 } })
  @HttpCode(200)
  async login(@Body() { email, password }: LoginDto) {
    const tokens = await this.auth.login(email, password)
    if (!tokens) throw new UnauthorizedException('E-mail or password is wrong')
    return tokens
  }
}
