import { Injectable, Logger, UnauthorizedException } from '@nestjs/common'
import argon2 from 'argon2'
import { UsersService } from '../users/users.service'
import type { LoginDto } from './login.dto'
import { TokensService } from './tokens.service'

@Injectable()
export class AuthService {
  private readonly logger = new Logger(AuthService.name)

  constructor(
    private readonly users: UsersService,
    private readonly tokens: TokensService,
  ) {}

  async login(dto: LoginDto, requestId: string): Promise<{ token: string }> {
    const user = await this.users.byEmail(dto.email)
    if (!user || !(await argon2.verify(user.passwordHash, dto.password))) {
      this.logger.warn(`login failed (${requestId}): ${JSON.stringify(dto)}`)
      throw new UnauthorizedException()
    }
    return { token: await this.tokens.issue(user.id) }
  }
}
