import { createHash } from 'node:crypto';
import Boom from '@hapi/boom';
import { redis } from './stores.js';
import { settings } from './settings.js';

const COUNT = `local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return n`;

/** Behind the load balancer the last hop it appended is the client. */
export function addressOf(request) {
  const forwarded = settings.TRUSTED_PROXY ? request.headers['x-forwarded-for'] : undefined;
  return forwarded?.split(',').at(-1).trim() || request.info.remoteAddress;
}

export async function take(bucket, who, { max, seconds }) {
  const id = createHash('sha256').update(String(who)).digest('base64url');
  if ((await redis.eval(COUNT, 1, `rate:${bucket}:${id}`, seconds)) > max) throw Boom.tooManyRequests();
}
