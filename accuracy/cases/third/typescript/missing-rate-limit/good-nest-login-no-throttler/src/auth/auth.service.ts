import { Injectable } from '@nestjs/common'
import { JwtService } from '@nestjs/jwt'
import { verify } from '@node-rs/argon2'
import { UsersService } from '../users/users.service'

@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersService,
    private readonly jwt: JwtService,
  ) {}

  async login(email: string, password: string) {
    const user = await this.users.byEmail(email)
    if (!user || !(await verify(user.passwordHash, password))) return null
    return { access: await this.jwt.signAsync({ sub: user.id }, { expiresIn: '15m' }) }
  }
}
