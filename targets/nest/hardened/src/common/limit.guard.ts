import { type ExecutionContext, HttpException, Injectable, Logger } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerRequest } from '@nestjs/throttler';
import { SENSITIVE } from './decorators';

const reflector = new Reflector();

export const isUntight = (context: ExecutionContext): boolean => reflector.get<boolean | undefined>(SENSITIVE, context.getHandler()) !== true;

/** Counts a client over all routes, and over each sensitive one; the address is that of the socket or of the trusted proxy. */
@Injectable()
export class LimitGuard extends ThrottlerGuard {
  private readonly log = new Logger(LimitGuard.name);

  protected override generateKey(context: ExecutionContext, tracker: string, name: string): string {
    return name === 'sensitive' ? super.generateKey(context, tracker, name) : `${name}:${tracker}`;
  }

  protected override async handleRequest(asked: ThrottlerRequest): Promise<boolean> {
    const response = asked.context.switchToHttp().getResponse();
    const { name } = asked.throttler;
    const tracker = await asked.getTracker(asked.context.switchToHttp().getRequest(), asked.context);
    const key = asked.generateKey(asked.context, tracker, name ?? 'default');
    const { totalHits, timeToExpire, isBlocked, timeToBlockExpire } = await this.storageService.increment(key, asked.ttl, asked.limit, asked.blockDuration, name ?? 'default');
    if (name !== 'minute' || isBlocked) {
      response.setHeader('RateLimit-Policy', `"${name}";q=${asked.limit};w=${Math.ceil(asked.ttl / 1000)}`);
      response.setHeader('RateLimit', `"${name}";r=${Math.max(0, asked.limit - totalHits)};t=${Math.max(1, isBlocked ? timeToBlockExpire : timeToExpire)}`);
    }
    if (isBlocked) await this.throwThrottlingException(asked.context, { ...asked, key, tracker, totalHits, timeToExpire, isBlocked, timeToBlockExpire });
    return true;
  }

  protected override async throwThrottlingException(context: ExecutionContext, { timeToBlockExpire, key }: ThrottlerLimitDetail): Promise<void> {
    const http = context.switchToHttp();
    http.getResponse().setHeader('Retry-After', Math.max(1, timeToBlockExpire));
    this.log.warn({ event: 'rate.limited', policy: key.split(':')[0], requestId: http.getResponse().locals.requestId });
    throw new HttpException('Too many requests', 429);
  }
}
