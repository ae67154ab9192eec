import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common'
import { ThrottlerGuard } from '@nestjs/throttler'
import { AuthService } from './auth.service'
import { SignInDto } from './sign-in.dto'

@Controller('auth')
@UseGuards(ThrottlerGuard)
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('token')
  @HttpCode(200)
  token(@Body() { email, password }: SignInDto) {
    return this.auth.signIn(email, password)
  }
}
