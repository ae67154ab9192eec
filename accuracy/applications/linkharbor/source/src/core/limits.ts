import type { Context, MiddlewareHandler } from 'hono';
import { LRUCache } from 'lru-cache';
import type { App } from './app-types.js';
import { halt } from './outcome.js';

/** The proxy appends the peer it saw, so the last entry is the one to believe. */
export const network = (c: Context<App>) => c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() || 'direct';
export const person = (c: Context<App>) => c.get('actor')?.personId ?? network(c);

/** A bucket that fills evenly: `most` requests at once, and again as many in `seconds`. */
export function limited(most: number, seconds: number, by: (c: Context<App>) => string = network): MiddlewareHandler<App> {
  const buckets = new LRUCache<string, { left: number; at: number }>({ max: 20_000, ttl: seconds * 1000 });
  return async (c, next) => {
    const key = by(c);
    const now = Date.now();
    const before = buckets.get(key) ?? { left: most, at: now };
    const left = Math.min(most, before.left + ((now - before.at) / 1000) * (most / seconds)) - 1;
    if (left < 0) {
      c.header('Retry-After', String(Math.ceil(seconds / most)));
      throw halt.slow();
    }
    buckets.set(key, { left, at: now });
    await next();
  };
}
