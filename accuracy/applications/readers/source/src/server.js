import express from 'express';
import session from 'express-session';
import helmet from 'helmet';
import { config } from './config.js';
import { seed } from './db.js';
import { csrf, limits, loadReader, sameOrigin, wantsJson } from './guards.js';
import { log } from './log.js';
import { account, avatars } from './routes/account.js';
import { admin } from './routes/admin.js';
import { entry } from './routes/entry.js';
import { pages } from './routes/pages.js';
import { SqliteStore } from './session-store.js';

const app = express();
app.disable('x-powered-by');
app.set('trust proxy', config.proxyHops);
app.set('query parser', 'simple');
app.set('views', new URL('../views', import.meta.url).pathname);
app.set('view engine', 'ejs');

app.get('/health', (_req, res) => res.json({ status: 'ok' }));

app.use(limits.general);
app.use(helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"], styleSrc: ["'self'"], imgSrc: ["'self'"], formAction: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'same-origin' },
}));
app.use(session({
  name: 'sid', secret: config.secret, store: new SqliteStore(), resave: false, saveUninitialized: false, rolling: true,
  cookie: { httpOnly: true, sameSite: 'lax', secure: config.cookieSecure, maxAge: 2 * 3_600_000, path: '/' },
}));
app.use(loadReader);
app.use(sameOrigin);
app.use(avatars);
app.use(express.urlencoded({ extended: false, limit: '32kb', parameterLimit: 30 }), express.json({ limit: '32kb' }));
app.use(entry);
app.use(csrf);
app.use(account);
app.use('/admin', admin);
app.use(pages);

app.use((req, res) => fail(req, res, 404, 'Not found'));
app.use((error, req, res, next) => {
  if (res.headersSent) return next(error);
  const status = error.name === 'MulterError' ? 413 : (error.status ?? error.statusCode ?? 500);
  if (status >= 500) log.error({ err: error, path: req.path }, 'request failed');
  // Only our own refusals carry words that were written for the outside.
  const message = error.constructor.name === 'Refusal' ? error.message : status >= 500 ? 'Something went wrong' : 'The request was not understood';
  return fail(req, res, status, message);
});

function fail(req, res, status, message) {
  res.status(status);
  return wantsJson(req) ? res.json({ error: message }) : res.render('error', { message, status });
}

await seed();
const server = app.listen(config.port, config.host, () => log.info({ port: config.port }, 'listening'));
server.requestTimeout = 20_000;
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close(() => process.exit(0)));
