import { randomUUID } from 'node:crypto';
import { config } from '../config.js';
import { log } from '../log.js';
import { problem } from '../pages/layout.js';

export async function journalled(ctx, next) {
  const started = performance.now();
  ctx.state.request = randomUUID();
  await next();
  log.info({ request: ctx.state.request, method: ctx.method, route: ctx._matchedRoute, status: ctx.status, ms: Math.round(performance.now() - started), member: ctx.state.member?.id });
}

export async function protectedHeaders(ctx, next) {
  ctx.set({
    'content-security-policy': "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  await next();
}

/** Forms of other sites go no further than here. */
export async function sameOrigin(ctx, next) {
  if (!['GET', 'HEAD'].includes(ctx.method) && ctx.get('origin') !== config.ORIGIN) ctx.throw(403, 'This form is not ours.');
  await next();
}

export async function calm(ctx, next) {
  try {
    await next();
    if (ctx.status === 404 && ctx.body == null) ctx.throw(404, 'There is no such page.');
  } catch (err) {
    const known = err.expose === true && Number.isInteger(err.status);
    const upload = err.name === 'MulterError';
    if (!known && !upload) log.error({ err, request: ctx.state.request }, 'request failed');
    ctx.status = known ? err.status : upload ? 413 : 500;
    ctx.type = 'html';
    ctx.body = problem(known ? err.message : upload ? 'This file is too large.' : 'Something went wrong with us.', ctx.state.request);
  }
}

/** A path of this site, whatever the address looks like. */
export function localPath(given) {
  if (typeof given !== 'string' || !URL.canParse(given, config.ORIGIN)) return '/';
  const url = new URL(given, config.ORIGIN);
  return url.origin === config.ORIGIN ? `/${url.pathname.replace(/^[/\\]+/, '')}` : '/';
}
