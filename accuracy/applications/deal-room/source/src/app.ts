import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify from 'fastify';
import { Redis } from 'ioredis';
import type { Config } from './config.js';
import { connect } from './db.js';
import { sameOrigin } from './guards.js';
import { authRoutes } from './routes/auth.js';
import { chatRoutes } from './routes/chat.js';
import { fileRoutes } from './routes/files.js';

export async function build(config: Config) {
  const app = Fastify({
    logger: { redact: ['req.headers.cookie', 'req.headers.authorization', 'res.headers["set-cookie"]'] },
    trustProxy: config.TRUST_PROXY || false,
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
  }).withTypeProvider<TypeBoxTypeProvider>();

  const redis = new Redis(config.REDIS_URL, { connectTimeout: 500, maxRetriesPerRequest: 1 });
  app.decorate('sql', connect(config.DATABASE_URL));
  app.decorateRequest('userId', '');
  app.addHook('onClose', async () => {
    await app.sql.end({ timeout: 5 });
    redis.disconnect();
  });

  app.setErrorHandler((error: Error & { statusCode?: number; validation?: unknown }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ error: error.validation ? 'Invalid input' : 'Request refused' });
    request.log.error({ err: error }, 'request failed');
    return reply.code(500).send({ error: 'Something went wrong' });
  });

  await app.register(helmet);
  await app.register(cookie);
  await app.register(rateLimit, { redis, max: 300, timeWindow: '1 minute' });
  app.addHook('onRequest', sameOrigin(config.PUBLIC_ORIGIN));
  app.get('/healthz', { config: { rateLimit: false }, logLevel: 'warn' }, async () => {
    await app.sql`SELECT 1`;
    return { status: 'ok' };
  });
  await app.register(authRoutes, { prefix: '/api' });
  await app.register(chatRoutes, { prefix: '/api' });
  await app.register(fileRoutes, { prefix: '/api', directory: config.FILES_DIR });
  return app;
}
