import { Body, Controller, Post } from '@nestjs/common'
import { Throttle } from '@nestjs/throttler'
import { PasswordService } from './password.service'

@Controller('register')
export class RegisterController {
  private readonly accounts = new Map<string, string>()

  constructor(private readonly passwords: PasswordService) {}

  @Post()
  @Throttle({ default: { limit: 5, ttl: 60_000 } })
  register(@Body('email') email: string, @Body('password') password: string): { email: string } {
    this.accounts.set(String(email), this.passwords.hash(String(password)))
    return { email }
  }
}
