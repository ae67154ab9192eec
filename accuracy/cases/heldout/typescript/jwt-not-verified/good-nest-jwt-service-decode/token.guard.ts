import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common'
import { JwtService } from '@nestjs/jwt'
import type { Request } from 'express'

interface Claims {
  sub: string
  exp: number
}

@Injectable()
export class TokenGuard implements CanActivate {
  constructor(private readonly jwt: JwtService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request & { claims?: Claims }>()
    const token = request.headers.authorization?.split(' ')[1]
    if (token === undefined) throw new UnauthorizedException()
    const claims = await this.jwt.verifyAsync<Claims>(token, { algorithms: ['HS256'] }).catch(() => undefined)
    if (claims === undefined) throw new UnauthorizedException()
    request.claims = claims
    return true
  }
}
