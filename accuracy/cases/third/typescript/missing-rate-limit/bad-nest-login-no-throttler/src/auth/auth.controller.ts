import { Body, Controller, HttpCode, Post, UnauthorizedException } from '@nestjs/common'
import { AuthService } from './auth.service'
import { LoginDto } from './login.dto'

@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('login')
  @HttpCode(200)
  async login(@Body() { email, password }: LoginDto) {
    const tokens = await this.auth.login(email, password)
    if (!tokens) throw new UnauthorizedException('E-mail or password is wrong')
    return tokens
  }
}
