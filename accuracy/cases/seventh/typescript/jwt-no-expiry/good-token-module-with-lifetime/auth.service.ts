import { Injectable } from '@nestjs/common'
import { JwtService } from '@nestjs/jwt'

interface User {
  id: number
  roles: string[]
}

@Injectable()
export class AuthService {
  constructor(private readonly jwt: JwtService) {}

  tokenFor(user: User): Promise<string> {
    const payload = { sub: String(user.id), roles: user.roles }
    return this.jwt.signAsync(payload)
  }
}
