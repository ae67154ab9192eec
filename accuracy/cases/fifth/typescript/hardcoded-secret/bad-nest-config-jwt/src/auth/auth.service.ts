import { Injectable } from '@nestjs/common'
import { JwtService } from '@nestjs/jwt'

@Injectable()
export class AuthService {
  constructor(private readonly jwt: JwtService) {}

  tokenFor(userId: string) {
    return this.jwt.signAsync({ sub: userId })
  }
}
