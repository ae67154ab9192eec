import { randomBytes } from 'node:crypto';
import express from 'express';
import helmet from 'helmet';
import { createAudit } from './lib/audit.js';
import { formTokens } from './lib/form-tokens.js';
import { everyRequest } from './lib/limits.js';
import { requestLog } from './lib/log.js';
import { createPhotoShelf } from './lib/photos.js';
import { createPost } from './lib/post.js';
import { notFound, renderProblem } from './lib/problems.js';
import { createSessions } from './lib/sessions.js';
import { sql } from './lib/sql.js';
import { accountRoutes } from './routes/account.js';
import { createBoard } from './routes/board.js';
import { repairRoutes } from './routes/repairs.js';
import { stewardRoutes } from './routes/steward.js';

export function createApp({ db, config }) {
  const app = express();
  const audit = createAudit(db);
  const sessions = createSessions(db);
  const post = createPost({ db, config });
  const shelf = createPhotoShelf(config.dataDir);
  const board = createBoard();

  app.disable('x-powered-by');
  app.set('trust proxy', 1);
  app.set('views', new URL('../views', import.meta.url).pathname);
  app.set('view engine', 'ejs');

  app.use(requestLog());
  app.use((req, res, next) => {
    res.locals.nonce = randomBytes(16).toString('base64');
    next();
  });
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'", (req, res) => `'nonce-${res.locals.nonce}'`],
          objectSrc: ["'none'"],
          frameAncestors: ["'none'"],
          formAction: ["'self'"],
        },
      },
    }),
  );

  app.get('/health/live', (req, res) => res.json({ ok: true }));
  app.get('/health/ready', (req, res) => {
    const ready = db.one(sql`SELECT 1 AS up`).up === 1;
    res.status(ready ? 200 : 503).json({ ok: ready });
  });

  app.use(everyRequest());
  app.use('/static', express.static(new URL('../public', import.meta.url).pathname, { dotfiles: 'deny', index: false, maxAge: '1h' }));
  app.use(express.urlencoded({ extended: false, limit: '20kb', parameterLimit: 30 }));
  app.use(sessions.attach);
  app.use(formTokens(config.formKey));

  app.get('/', (req, res) => res.render('home'));
  app.use(accountRoutes({ db, sessions, post, audit }));
  app.use('/repairs', repairRoutes({ db, shelf, board, audit }));
  app.use('/steward', stewardRoutes({ db, sessions, audit }));
  app.use('/board', board.router);

  app.use(() => {
    throw notFound();
  });
  app.use(renderProblem);
  return { app, close: () => board.close(), sweep: () => sessions.sweep() };
}
