import { Injectable } from '@nestjs/common'
import { JwtService } from '@nestjs/jwt'
import argon2 from 'argon2'
import { UsersService } from './users.service'

@Injectable()
export class AuthService {
  constructor(private readonly users: UsersService, private readonly jwt: JwtService) {}

  async signIn(email: string, password: string): Promise<string | null> {
    const user = await this.users.byEmail(email)
    if (user === null || !(await argon2.verify(user.passwordHash, password))) return null
    return this.jwt.sign({ sub: user.id }, { expiresIn: '15m' })
  }
}
