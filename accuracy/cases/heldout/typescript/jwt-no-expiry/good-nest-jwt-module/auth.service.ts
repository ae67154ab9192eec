import { Injectable } from '@nestjs/common'
import { JwtService } from '@nestjs/jwt'

@Injectable()
export class AuthService {
  constructor(private readonly jwt: JwtService) {}

  async tokenFor(user: { id: number; role: string }): Promise<{ token: string }> {
    const token = await this.jwt.signAsync({ sub: user.id, role: user.role })
    return { token }
  }
}
