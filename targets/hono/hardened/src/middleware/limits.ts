import type { MiddlewareHandler } from 'hono';
import { config } from '../config.ts';
import { get, run } from '../db/connection.ts';
import { Problem, type Ctx, type Env } from '../lib/http.ts';
import { security } from '../lib/log.ts';

export function count(key: string, seconds: number) {
  const now = Math.floor(Date.now() / 1000);
  const window = Math.floor(now / seconds);
  const ends = (window + 1) * seconds;
  const row = get('INSERT INTO counters (key, window, count, ends_at) VALUES (?, ?, 1, ?) ON CONFLICT (key, window) DO UPDATE SET count = count + 1 RETURNING count', key, window, ends)!;
  return { used: Number(row.count), wait: ends - now };
}

export const release = (key: string) => run('DELETE FROM counters WHERE key = ?', key);
export const forgetOldCounters = () => run('DELETE FROM counters WHERE ends_at < ?', Math.floor(Date.now() / 1000));

export function restrict(c: Ctx, key: string, most: number, seconds: number) {
  const { used, wait } = count(key, seconds);
  if (used <= most) return;
  if (used === most + 1) security('limit_reached', { request_id: c.get('requestId'), limit: key.split(':')[0], address: c.get('address') });
  throw new Problem(429, 'too_many', 'Too many requests, please wait', wait);
}

function tell(c: Ctx, key: string, most: number) {
  const { used, wait } = count(key, 60);
  c.header('RateLimit-Limit', String(most));
  c.header('RateLimit-Remaining', String(Math.max(0, most - used)));
  c.header('RateLimit-Reset', String(wait));
  if (used > most) {
    if (used === most + 1) security('limit_reached', { request_id: c.get('requestId'), limit: key.split(':')[0], address: c.get('address') });
    throw new Problem(429, 'too_many', 'Too many requests, please wait', wait);
  }
}

export const limitAddress: MiddlewareHandler<Env> = async (c, next) => {
  tell(c, `address:${c.get('address')}`, config.limits.address);
  return next();
};

export const limitCaller: MiddlewareHandler<Env> = async (c, next) => {
  const key = c.get('apiKey');
  if (key) tell(c, `key:${key.id}`, config.limits.key);
  else tell(c, `person:${c.get('user').id}`, config.limits.person);
  return next();
};
