import pino from 'pino';
import { pinoHttp } from 'pino-http';

export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  redact: ['req.headers.cookie', 'req.headers.authorization', 'req.headers["x-form-token"]', 'res.headers["set-cookie"]'],
});

export const requestLog = () =>
  pinoHttp({
    logger: log,
    serializers: { req: (req) => ({ id: req.id, method: req.method, path: req.url.split('?', 1)[0], headers: req.headers }) },
    autoLogging: { ignore: (req) => req.url.startsWith('/health/') },
  });
