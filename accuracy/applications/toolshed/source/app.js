const path = require('path');
const express = require('express');
const helmet = require('helmet');
const session = require('express-session');
const PgSession = require('connect-pg-simple')(session);
const { csrfSync } = require('csrf-sync');
const { pool } = require('./db');
const config = require('./config');
const { loadMember } = require('./middleware/auth');
const { errors } = require('./middleware/errors');
const { log } = require('./lib/log');

function createApp() {
  const app = express();
  app.set('views', path.join(__dirname, 'views'));
  app.set('view engine', 'ejs');
  app.set('trust proxy', 1);

  app.use(helmet());
  app.use(express.urlencoded({ extended: false, limit: '100kb' }));
  app.use(express.json({ limit: '100kb' }));
  app.use(
    session({
      store: new PgSession({ pool }),
      secret: config.sessionSecret,
      resave: false,
      saveUninitialized: false,
      cookie: { httpOnly: false, secure: config.production, sameSite: 'lax', maxAge: 8 * 3600 * 1000 },
    }),
  );
  app.use(loadMember);

  const { csrfSynchronisedProtection, generateToken } = csrfSync({
    getTokenFromRequest: (req) => req.body?._csrf || req.get('x-csrf-token'),
  });
  app.use((req, res, next) => {
    res.locals.csrf = generateToken(req);
    next();
  });

  app.use('/rentals', require('./routes/rentals'));
  app.use(csrfSynchronisedProtection);
  app.use('/', require('./routes/account'));
  app.use('/tools', require('./routes/tools'));
  app.use('/admin', require('./routes/admin'));

  app.use(errors);
  return app;
}

const server = createApp().listen(config.port, () => log.info({ port: config.port }, 'toolshed is up'));
server.requestTimeout = 30_000;

process.on('SIGTERM', () => server.close(() => process.exit(0)));
