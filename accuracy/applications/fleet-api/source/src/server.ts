import cors from 'cors';
import express from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { config } from './config.js';
import { routes } from './controllers/index.js';
import { db, redis } from './db.js';
import { errorHandler } from './errors.js';
import { throttle } from './middleware/limits.js';

const app = express();
app.disable('x-powered-by');
app.set('trust proxy', config.TRUST_PROXY_HOPS);
app.use(pinoHttp({ redact: ['req.headers.authorization', 'req.headers.cookie'] }));
app.use(helmet());
app.get('/healthz', async (_req, res) => {
  await db.raw('select 1');
  res.json({ status: 'ok' });
});
app.use(cors({ origin: config.CORS_ORIGINS, credentials: false, maxAge: 600 }));
app.use(throttle);
app.use(express.json({ limit: '64kb' }));
app.use('/v1', routes);
app.use((_req, res) => void res.status(404).json({ error: 'Not found' }));
app.use(errorHandler);

const server = app.listen(config.PORT);
server.requestTimeout = 30_000;
server.headersTimeout = 10_000;

process.once('SIGTERM', () => {
  setTimeout(() => process.exit(1), 15_000).unref();
  server.close(async () => {
    await db.destroy();
    redis.disconnect();
  });
});
