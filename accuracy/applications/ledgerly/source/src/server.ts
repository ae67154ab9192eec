import helmet from '@fastify/helmet';
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import Fastify from 'fastify';
import { config } from './config.ts';
import { migrateAndSeed } from './db.ts';
import { authRoutes } from './routes/auth.ts';
import { businessRoutes, sharedRoutes } from './routes/business.ts';
import { adminRoutes, internalRoutes } from './routes/operations.ts';

const strict = new Ajv({ coerceTypes: false, removeAdditional: false, useDefaults: true, allErrors: false });
const lenient = new Ajv({ coerceTypes: true, removeAdditional: false, useDefaults: true, allErrors: false });
for (const ajv of [strict, lenient]) addFormats.default(ajv);

const app = Fastify({
  bodyLimit: 128 * 1024,
  requestTimeout: 15_000,
  logger: {
    level: process.env.LOG_LEVEL ?? 'info',
    redact: ['req.headers.authorization', 'req.headers["x-signature"]'],
    // The query of a shared link is a credential, so only the path is written.
    serializers: { req: (request) => ({ method: request.method, path: request.url.split('?', 1)[0], ip: request.ip }) },
  },
});

app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? strict : lenient).compile(schema as object));

app.setErrorHandler((error: { statusCode?: number; code?: string; validation?: unknown }, request, reply) => {
  const status = error.statusCode ?? 500;
  if (error.validation) return reply.code(400).send({ error: 'invalid_request' });
  if (status >= 500) {
    request.log.error({ err: error }, 'request failed');
    return reply.code(500).send({ error: 'internal_error' });
  }
  const code = typeof error.code === 'string' && /^[a-z_]+$/.test(error.code) ? error.code : 'request_failed';
  return reply.code(status).send({ error: code });
});
app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not_found' }));

await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } } });
await app.register(cors, {
  origin: (origin, done) => done(null, origin !== undefined && config.allowedOrigins.has(origin)),
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
});
await app.register(rateLimit, { max: 600, timeWindow: '1 minute', cache: 10_000 });

app.get('/health', { config: { rateLimit: false } }, async () => ({ status: 'ok' }));
await app.register(authRoutes);
await app.register(sharedRoutes);
await app.register(businessRoutes);
await app.register(adminRoutes, { prefix: '/admin' });
await app.register(internalRoutes, { prefix: '/internal' });

await migrateAndSeed();
await app.listen({ host: config.host, port: config.port });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close().then(() => process.exit(0)));
