import { CanActivate, ExecutionContext, ForbiddenException, HttpException, Inject, Injectable, UnauthorizedException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { Reflector } from '@nestjs/core';
import { JwtService } from '@nestjs/jwt';
import type { Request } from 'express';
import type Redis from 'ioredis';
import { Env } from '../config';
import { Role } from '../entities';
import { Actor, Limit, LIMIT, PUBLIC, ROLES } from './decorators';

export const REDIS = Symbol('redis');
export type AppRequest = Request & { actor?: Actor };

abstract class MetadataGuard {
  constructor(protected readonly reflector: Reflector) {}

  protected meta<T>(key: symbol, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key as never, [context.getHandler(), context.getClass()]);
  }
}

@Injectable()
export class RateLimitGuard extends MetadataGuard implements CanActivate {
  constructor(reflector: Reflector, @Inject(REDIS) private readonly redis: Redis) {
    super(reflector);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { points, seconds } = this.meta<Limit>(LIMIT, context) ?? { points: 300, seconds: 60 };
    const request = context.switchToHttp().getRequest<AppRequest>();
    const window = Math.floor(Date.now() / 1000 / seconds);
    const key = `rl:${context.getClass().name}.${context.getHandler().name}:${request.ip}:${window}`;
    const replies = await this.redis.multi().incr(key).expire(key, seconds * 2).exec();
    const count = Number(replies?.[0]?.[1] ?? 0);
    if (count > points) throw new HttpException('Too many requests', 429);
    return true;
  }
}

@Injectable()
export class AccessTokenGuard extends MetadataGuard implements CanActivate {
  constructor(reflector: Reflector, private readonly jwt: JwtService) {
    super(reflector);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.meta<boolean>(PUBLIC, context)) return true;
    const request = context.switchToHttp().getRequest<AppRequest>();
    const [scheme, token] = request.headers.authorization?.split(' ') ?? [];
    if (scheme !== 'Bearer' || !token) throw new UnauthorizedException();
    try {
      const claims = await this.jwt.verifyAsync<{ sub: string; roles: Role[] }>(token);
      request.actor = { id: claims.sub, roles: claims.roles };
    } catch {
      throw new UnauthorizedException();
    }
    return true;
  }
}

@Injectable()
export class RolesGuard extends MetadataGuard implements CanActivate {
  constructor(reflector: Reflector) {
    super(reflector);
  }

  canActivate(context: ExecutionContext): boolean {
    const wanted = this.meta<Role[]>(ROLES, context);
    if (!wanted) return true;
    const actor = context.switchToHttp().getRequest<AppRequest>().actor;
    if (!actor || !wanted.some((role) => actor.roles.includes(role))) throw new ForbiddenException();
    return true;
  }
}

/** For the routes that are authorised by a cookie. */
@Injectable()
export class SameOriginGuard implements CanActivate {
  constructor(private readonly config: ConfigService<Env, true>) {}

  canActivate(context: ExecutionContext): boolean {
    const origin = context.switchToHttp().getRequest<AppRequest>().headers.origin;
    const allowed: string[] = this.config.get('WEB_ORIGINS');
    if (!origin || !allowed.includes(origin)) throw new ForbiddenException();
    return true;
  }
}
