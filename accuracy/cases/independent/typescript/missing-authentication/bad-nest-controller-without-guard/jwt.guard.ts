import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common'
import { JwtService } from '@nestjs/jwt'

@Injectable()
export class JwtGuard implements CanActivate {
  constructor(private readonly jwt: JwtService) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest()
    try {
      request.user = this.jwt.verify((request.headers.authorization ?? '').slice(7))
    } catch {
      throw new UnauthorizedException()
    }
    return true
  }
}
