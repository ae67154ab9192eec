import { getConnInfo } from '@hono/node-server/conninfo';
import type { MiddlewareHandler } from 'hono';
import { fail, type Env } from '../lib/http.ts';

const seen = new Map<string, { count: number; since: number }>();

export const perMinute = (most: number): MiddlewareHandler<Env> => async (c, next) => {
  const address = c.req.header('x-forwarded-for')?.split(',')[0].trim() || getConnInfo(c).remote.address || 'unknown';
  const slot = `${c.req.path}|${address}`;
  const now = Date.now();
  const entry = seen.get(slot);
  if (!entry || now - entry.since > 60_000) {
    seen.set(slot, { count: 1, since: now });
    return next();
  }
  entry.count += 1;
  if (entry.count > most) return fail(c, 429, 'Too many attempts, please wait');
  return next();
};
