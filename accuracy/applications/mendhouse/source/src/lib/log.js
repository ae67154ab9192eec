import pino from 'pino';
import { pinoHttp } from 'pino-http';

export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  redact: ['req.headers.cookie', 'req.headers.authorization', 'req.headers["x-form-token"]', 'res.headers["set-cookie"]'],
});

/** Links of letters carry their token in the path; it does not belong in the log. */
const nameless = (url) => url.split('?', 1)[0].replace(/^\/(confirm|reset)\/.*/, '/$1/…');

export const requestLog = () =>
  pinoHttp({
    logger: log,
    serializers: { req: (req) => ({ id: req.id, method: req.method, path: nameless(req.url), headers: req.headers }) },
    autoLogging: { ignore: (req) => req.url.startsWith('/health/') },
  });
