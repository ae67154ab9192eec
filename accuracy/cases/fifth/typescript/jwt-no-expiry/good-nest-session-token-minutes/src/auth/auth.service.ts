import { Injectable, UnauthorizedException } from '@nestjs/common'
import { JwtService } from '@nestjs/jwt'
import * as argon2 from 'argon2'
import { UsersService } from '../users/users.service'

@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersService,
    private readonly jwt: JwtService,
  ) {}

  async signIn(email: string, password: string) {
    const user = await this.users.byEmail(email)
    if (!user || !(await argon2.verify(user.passwordHash, password))) throw new UnauthorizedException()
    return { token: await this.jwt.signAsync({ sub: user.id }) }
  }
}
