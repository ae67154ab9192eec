import { createHash } from 'node:crypto';
import { ExecutionContext, HttpException, Inject, Injectable } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { Redis } from 'ioredis';

export const REDIS = Symbol('redis');

@Injectable()
export class GraphqlThrottlerGuard extends ThrottlerGuard {
  protected override getRequestResponse(context: ExecutionContext) {
    if (context.getType<string>() !== 'graphql') return super.getRequestResponse(context);
    const { req } = GqlExecutionContext.create(context).getContext();
    return { req, res: req.res };
  }
}

const COUNT = `local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return n`;

@Injectable()
export class AccountThrottle {
  constructor(@Inject(REDIS) private readonly redis: Redis) {}

  async take(email: string): Promise<void> {
    const key = `login:${createHash('sha256').update(email).digest('hex')}`;
    if (Number(await this.redis.eval(COUNT, 1, key, 900)) > 10) throw new HttpException('Too many attempts', 429);
  }
}
