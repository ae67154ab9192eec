import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import underPressure from '@fastify/under-pressure';
import fastify from 'fastify';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import type { Config } from './config.js';
import { Mailer } from './lib/mail.js';
import { MediaShelf } from './lib/media.js';
import { Pulse } from './lib/pulse.js';
import { Seal } from './lib/secrets.js';
import access from './plugins/access.js';
import errors from './plugins/errors.js';
import cameras from './routes/cameras.js';
import groups from './routes/groups.js';
import session from './routes/session.js';
import sightings from './routes/sightings.js';

declare module 'fastify' {
  interface FastifyInstance {
    wingbeat: { config: Config; redis: Redis; mailer: Mailer; media: MediaShelf; pulse: Pulse; seal: Seal };
  }
}

export async function createApp(config: Config) {
  const app = fastify({
    trustProxy: 1,
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    connectionTimeout: 35_000,
    keepAliveTimeout: 5_000,
    genReqId: () => randomUUID(),
    logger: {
      redact: ['req.headers.authorization', 'req.headers.cookie'],
      serializers: { req: (request) => ({ method: request.method, path: request.url.split('?', 1)[0] }) },
    },
    ajv: { customOptions: { coerceTypes: true, removeAdditional: false, allErrors: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();

  const redis = new Redis(config.redisUrl, { connectTimeout: 3000, commandTimeout: 3000, maxRetriesPerRequest: 2 });
  const pulse = new Pulse(redis);
  const parts = { config, redis, pulse, mailer: new Mailer(config, app.log), media: new MediaShelf(config.mediaDir), seal: new Seal(config.sealKey) };
  app.decorate('wingbeat', parts);

  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } } });
  await app.register(cors, { origin: [config.origin], credentials: true, methods: ['GET', 'POST', 'PUT', 'DELETE'], maxAge: 600 });
  await app.register(cookie);
  await app.register(multipart, { limits: { fileSize: 8 * 1024 * 1024, files: 1, fields: 2, parts: 3, headerPairs: 50 }, throwFileSizeLimit: true });
  await app.register(rateLimit, { global: true, max: 240, timeWindow: '1 minute', redis, nameSpace: 'rate:', skipOnError: true });
  await app.register(underPressure, { maxEventLoopDelay: 1000, retryAfter: 10 });
  await app.register(access);
  await app.register(errors);

  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });

  app.get('/health/live', { config: { rule: 'open', rateLimit: false } }, async () => ({ ok: true }));
  app.get('/health/ready', { config: { rule: 'open', rateLimit: false } }, async (_request, reply) => {
    const ready = mongoose.connection.readyState === 1 && redis.status === 'ready';
    return reply.code(ready ? 200 : 503).send({ ok: ready });
  });

  await app.register(session);
  await app.register(groups, { prefix: '/groups' });
  await app.register(sightings, { prefix: '/groups/:group/sightings' });
  await app.register(cameras, { prefix: '/cameras' });

  app.addHook('onReady', async () => {
    await pulse.start();
  });
  app.addHook('onClose', async () => {
    pulse.stop();
    redis.disconnect();
    await mongoose.disconnect();
  });
  return app;
}
