import { CanActivate, ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';

@Injectable()
export class JwtAuthGuard implements CanActivate {
  constructor(private readonly jwt: JwtService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest();
    const [type, token] = (request.headers.authorization ?? '').split(' ');
    if (type !== 'Bearer' || !token) throw new UnauthorizedException();
    try {
      const claims = await this.jwt.verifyAsync(token, { algorithms: ['RS256'] });
      request.user = { id: claims.sub, accountId: claims.acc, roles: claims.roles ?? [] };
      return true;
    } catch {
      throw new UnauthorizedException();
    }
  }
}
