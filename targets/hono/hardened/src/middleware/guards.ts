import { randomUUID } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { config } from '../config.ts';
import { Problem, type Ctx, type Env } from '../lib/http.ts';
import { log } from '../lib/log.ts';

function addressOf(c: Ctx): string {
  const peer = getConnInfo(c).remote.address ?? 'unknown';
  const chain = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim()).filter(Boolean);
  const address = (config.trustedProxies > 0 && chain.at(-config.trustedProxies)) || peer;
  const tidy = address.toLowerCase().replace(/^::ffff:/, '').slice(0, 45);
  return tidy.includes(':') ? tidy.split(':').slice(0, 4).join(':') : tidy;
}

export const headers: MiddlewareHandler<Env> = async (c, next) => {
  c.set('requestId', randomUUID());
  c.set('address', addressOf(c));
  await next();
  const set = (name: string, value: string) => c.res.headers.has(name) || c.res.headers.set(name, value);
  set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
  set('X-Content-Type-Options', 'nosniff');
  set('X-Frame-Options', 'DENY');
  set('Referrer-Policy', 'no-referrer');
  set('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
  set('Cross-Origin-Opener-Policy', 'same-origin');
  set('Cross-Origin-Resource-Policy', 'same-origin');
  set('Cache-Control', 'no-store');
  set('X-Request-Id', c.get('requestId'));
};

export const accessLog: MiddlewareHandler<Env> = async (c, next) => {
  const begun = performance.now();
  await next();
  log('info', 'request', {
    request_id: c.get('requestId'), method: c.req.method, path: c.req.path.replace(/^(\/share|\/api\/share|\/api\/invitations)\/[^/]+/, '$1/*').slice(0, 200),
    status: c.res.status, ms: Math.round(performance.now() - begun), address: c.get('address'), user: c.get('user')?.id,
  });
};

const tooLarge = () => {
  throw new Problem(413, 'too_large', 'The body is too large');
};
const small = bodyLimit({ maxSize: config.limits.jsonBytes, onError: tooLarge });
const upload = bodyLimit({ maxSize: config.limits.receiptBytes + 4096, onError: tooLarge });
const uploads = /^\/api\/workspaces\/[^/]+\/expenses\/[^/]+\/receipts$/;

export const bodyGuard: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.url.length > config.limits.urlLength) throw new Problem(414, 'uri_too_long', 'The address is too long');
  return uploads.test(c.req.path) ? upload(c, next) : small(c, next);
};
