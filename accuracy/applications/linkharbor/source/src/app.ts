import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import { sql } from 'kysely';
import { createAccess } from './auth/access.js';
import { sessionRoutes } from './auth/routes.js';
import type { App, Parts } from './core/app-types.js';
import { limited } from './core/limits.js';
import { Halt, halt } from './core/outcome.js';
import { groupRoutes } from './links/group-routes.js';
import { linkRoutes } from './links/routes.js';
import { sharedPages } from './pages/shared.js';

const small = bodyLimit({
  maxSize: 64 * 1024,
  onError: () => {
    throw halt.invalid(['body']);
  },
});

export function createApp(parts: Parts) {
  const { db, log, settings } = parts;
  const access = createAccess(parts);
  const app = new Hono<App>();

  app.use(async (c, next) => {
    const [id, start] = [randomUUID(), performance.now()];
    c.set('requestId', id);
    c.header('X-Request-Id', id);
    await next();
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
    const path = c.req.path.replace(/^\/shared\/.*/, '/shared/…');
    log.info({ id, method: c.req.method, path, status: c.res.status, ms: Math.round(performance.now() - start) }, 'served');
  });
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
      referrerPolicy: 'same-origin',
    }),
  );

  app.get('/health/live', (c) => c.json({ ok: true }));
  app.get('/health/ready', async (c) => {
    const ok = await sql`SELECT 1`.execute(db).then(
      () => true,
      () => false,
    );
    return c.json({ ok }, ok ? 200 : 503);
  });

  app.use(limited(300, 60));
  app.use(cors({ origin: [settings.origin], credentials: true, allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], allowHeaders: ['authorization', 'content-type'], maxAge: 600 }));
  app.use((c, next) => (c.req.path === '/links/import' ? next() : small(c, next)));
  app.use(access.recognise);

  app.route('/session', sessionRoutes(parts, access));
  app.route('/links', linkRoutes(parts));
  app.route('/group', groupRoutes(parts));
  app.route('/shared', sharedPages(parts));

  app.notFound((c) => c.json({ word: 'missing' }, 404));
  app.onError((error, c) => {
    if (error instanceof Halt) return c.json({ word: error.word, fields: error.fields }, error.status);
    log.error({ err: error, id: c.get('requestId') }, 'unhandled');
    return c.json({ word: 'failure' }, 500);
  });
  return app;
}
