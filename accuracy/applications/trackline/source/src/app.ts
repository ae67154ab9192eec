import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import secureSession from '@fastify/secure-session';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify from 'fastify';
import { access } from './access.js';
import type { Env } from './env.js';
import { installErrors } from './errors.js';
import { infra } from './infra.js';
import { adminRoutes } from './routes/admin.js';
import { apiRoutes } from './routes/api.js';
import { carrierRoutes, healthRoutes, trackingRoutes } from './routes/public.js';

export async function buildApp(env: Env) {
  const app = Fastify({
    logger: {
      level: env.NODE_ENV === 'test' ? 'silent' : 'info',
      redact: ['req.headers["x-api-key"]', 'req.headers.cookie', 'req.headers["x-signature"]'],
      serializers: {
        req: (request) => ({ method: request.method, route: request.routeOptions?.url, remote: request.ip }),
      },
    },
    genReqId: () => randomUUID(),
    trustProxy: env.TRUSTED_PROXIES,
    bodyLimit: 128 * 1024,
    requestTimeout: 30_000,
    connectionTimeout: 35_000,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, allErrors: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();

  installErrors(app);
  await app.register(infra, { env });
  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], frameAncestors: ["'none'"], objectSrc: ["'none'"] } } });
  await app.register(cookie);
  await app.register(secureSession, {
    key: Buffer.from(env.SESSION_KEY, 'hex'),
    cookieName: '__Host-admin',
    expiry: 8 * 3600,
    cookie: { path: '/', httpOnly: true, secure: true, sameSite: 'strict' },
  });
  await app.register(rateLimit, { redis: app.redis, nameSpace: 'rl:', max: 600, timeWindow: '1 minute' });
  await app.register(access);

  await app.register(healthRoutes);
  await app.register(apiRoutes, { prefix: '/v1' });
  await app.register(trackingRoutes, { prefix: '/t' });
  await app.register(carrierRoutes, { prefix: '/carriers' });
  await app.register(adminRoutes, { prefix: '/admin' });
  return app;
}
