import { Body, Controller, Get, HttpCode, Post, UnauthorizedException } from '@nestjs/common'
import { SkipThrottle } from '@nestjs/throttler'
import { LoginDto } from './login.dto'
import { verifyLogin } from './users'

@Controller('auth')
export class AuthController {
  @SkipThrottle()
  @Get('health')
  health() {
    return { status: 'ok' }
  }

  @Post('login')
  @HttpCode(200)
  async login(@Body() { login, password }: LoginDto) {
    const session = await verifyLogin(login, password)
    if (session === undefined) throw new UnauthorizedException()
    return { session }
  }
}
