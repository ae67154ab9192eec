import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import cookieParser from 'cookie-parser';
import cors from 'cors';
import express from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { env } from './env.js';
import { AppError, errorHandler } from './http/errors.js';
import { limit, requireSession } from './http/guards.js';
import { logger, prisma, redis } from './infra.js';
import { Realtime } from './realtime.js';
import { apiRouter } from './routes/api.js';

const app = express();
const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, app);
const realtime = new Realtime(server);

app.disable('x-powered-by');
app.set('trust proxy', env.TRUSTED_PROXIES);
app.use(pinoHttp({ logger, genReqId: () => randomUUID(), autoLogging: { ignore: (req) => req.url === '/healthz' } }));
app.use(helmet({ contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } } }));
app.use(cors({ origin: env.WEB_ORIGINS, credentials: true, allowedHeaders: ['content-type', 'x-csrf-token'], maxAge: 600 }));
app.use(limit('all', 600));
app.use(cookieParser());
app.use(requireSession);
app.use(express.json({ limit: '64kb', strict: true }));

app.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
app.get('/readyz', async (req, res) => {
  try {
    await Promise.all([prisma.$queryRaw`SELECT 1`, redis.ping()]);
    res.json({ status: 'ok' });
  } catch (error) {
    req.log.warn({ err: error }, 'not ready');
    res.status(503).json({ status: 'unavailable' });
  }
});
app.use('/api', apiRouter(realtime));
app.use(() => {
  throw AppError.notFound();
});
app.use(errorHandler);

server.listen(env.PORT, () => logger.info({ port: env.PORT }, 'listening'));

async function stop(signal: string): Promise<void> {
  logger.info({ signal }, 'stopping');
  setTimeout(() => process.exit(1), 20_000).unref();
  await realtime.close();
  await Promise.all([prisma.$disconnect(), redis.quit()]);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    stop(signal).catch((error: unknown) => {
      logger.error({ err: error }, 'stop failed');
      process.exitCode = 1;
    });
  });
}
