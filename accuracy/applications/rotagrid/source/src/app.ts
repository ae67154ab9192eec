import { randomUUID } from 'node:crypto';
import express from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { sequelize } from './db/sequelize';
import { auth } from './features/auth';
import { calendar, calendarFeed } from './features/calendar';
import { certificates } from './features/certificates';
import { payroll } from './features/payroll';
import { reports } from './features/reports';
import { shifts, swaps } from './features/shifts';
import { team } from './features/team';
import { answerErrors, lost } from './http/errors';
import { log } from './log';
import { csrf } from './security/csrf';
import { everything } from './security/limits';
import { sessions } from './security/session';

export function createApp() {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 1);
  app.use(
    pinoHttp({
      logger: log,
      genReqId: () => randomUUID(),
      serializers: { req: (req) => ({ id: req.id, method: req.method, path: String(req.url).split('?', 1)[0]?.replace(/^\/feeds\/.*/, '/feeds/…') }) },
    }),
  );
  app.use(helmet({ contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } } }));
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });

  app.get('/health/live', (_req, res) => void res.json({ ok: true }));
  app.get('/health/ready', async (_req, res) => {
    const ok = await sequelize.authenticate().then(
      () => true,
      () => false,
    );
    res.status(ok ? 200 : 503).json({ ok });
  });

  app.use(everything);
  app.use('/hooks/payroll', payroll);
  app.use('/feeds', calendarFeed);

  app.use(express.json({ limit: '64kb' }));
  app.use(sessions());
  app.use(csrf);
  app.use('/auth', auth);
  app.use('/shifts', shifts);
  app.use('/swaps', swaps);
  app.use('/certificates', certificates);
  app.use('/reports', reports);
  app.use('/calendar', calendar);
  app.use('/team', team);

  app.use(lost);
  app.use(answerErrors);
  return app;
}
