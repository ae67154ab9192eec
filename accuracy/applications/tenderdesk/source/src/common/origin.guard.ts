import { ForbiddenException, Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { Config } from '../config.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The session is a cookie, so whatever writes has to come from our own pages: by Origin, and by a header no form can send. */
@Injectable()
export class OriginGuard implements CanActivate {
  constructor(@Inject(Config) private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (READING.has(request.method)) return true;
    if (request.get('origin') !== this.config.origin || request.get('x-requested-by') !== 'tenderdesk') throw new ForbiddenException();
    return true;
  }
}
