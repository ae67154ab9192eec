import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import Fastify from 'fastify';
import mongoose from 'mongoose';
import { config } from './config.js';
import { auth } from './plugins/auth.js';
import { adminRoutes } from './routes/admin.js';
import { authRoutes } from './routes/auth.js';
import { hiveRoutes } from './routes/hives.js';
import { marketRoutes } from './routes/market.js';

const app = Fastify({
  bodyLimit: 256 * 1024,
  requestTimeout: 30_000,
  trustProxy: 1,
  logger: {
    serializers: {
      req: (req) => ({ method: req.method, url: req.url, ip: req.ip, headers: req.headers }),
    },
  },
});

await app.register(helmet);
await app.register(cookie);
await app.register(rateLimit, { max: 200, timeWindow: '1 minute' });
await app.register(multipart, { limits: { fileSize: 5 * 1024 * 1024, files: 1 } });
await app.register(cors, {
  credentials: true,
  origin: (origin, done) => {
    done(null, !origin || (URL.canParse(origin) && new URL(origin).hostname.endsWith(config.webDomain)));
  },
});
await app.register(auth);

app.setErrorHandler((error: Error & { statusCode?: number }, req, reply) => {
  const status = error.statusCode ?? 500;
  if (status >= 500) req.log.error({ err: error }, 'request failed');
  return reply.code(status).send({ error: status < 500 ? error.message : 'internal error' });
});

await app.register(authRoutes, { prefix: '/auth' });
await app.register(hiveRoutes, { prefix: '/hives' });
await app.register(marketRoutes, { prefix: '/market' });
await app.register(adminRoutes, { prefix: '/admin' });

await mongoose.connect(config.mongoUrl, { maxPoolSize: 20, serverSelectionTimeoutMS: 5000 });
await app.listen({ port: config.port, host: process.env.HOST ?? '127.0.0.1' });

process.on('SIGTERM', () => {
  void app.close().then(() => mongoose.disconnect());
});
