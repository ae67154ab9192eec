import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { SessionsService } from '../auth/sessions.service';
import { PUBLIC } from './decorators';

const BEARER = /^Bearer ([A-Za-z0-9_.-]{1,4096})$/;

@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionsService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest();
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()]) === true) return true;
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    const principal = token === undefined ? undefined : await this.sessions.identify(token);
    if (principal === undefined) throw new UnauthorizedException('Authentication is required');
    request.principal = principal;
    return true;
  }
}
