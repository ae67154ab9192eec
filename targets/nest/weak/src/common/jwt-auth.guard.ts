import { CanActivate, ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';

@Injectable()
export class JwtAuthGuard implements CanActivate {
  constructor(private readonly jwt: JwtService) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest();
    const token = request.headers.authorization?.replace('Bearer ', '') || request.cookies?.session;
    if (!token) throw new UnauthorizedException('Please sign in');
    try {
      request.user = this.jwt.verify(token);
    } catch (error) {
      throw new UnauthorizedException(error.message);
    }
    return true;
  }
}
