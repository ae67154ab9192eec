import { CanActivate, ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';

@Injectable()
export class JwtAuthGuard implements CanActivate {
  constructor(private readonly jwt: JwtService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest();
    const token = String(request.headers.authorization ?? '').replace(/^Bearer /, '');
    try {
      const claims = await this.jwt.verifyAsync(token);
      request.user = { id: claims.sub, accountId: claims.acc };
      return true;
    } catch {
      throw new UnauthorizedException();
    }
  }
}
