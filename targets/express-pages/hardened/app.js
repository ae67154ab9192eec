'use strict';

const path = require('path');
const express = require('express');
const session = require('express-session');
const cookieParser = require('cookie-parser');
const config = require('./config');
const csrf = require('./middleware/csrf');
const flash = require('./middleware/flash');
const logger = require('./middleware/logger');
const errors = require('./middleware/errors');
const headers = require('./middleware/headers');
const limits = require('./middleware/limits');
const { bodyTypes } = require('./middleware/body-types');
const { loadUser, requireLogin } = require('./middleware/auth');
const SessionStore = require('./data/session-store');
const format = require('./lib/format');

const app = express();
app.disable('x-powered-by');
app.enable('view cache');
app.set('view engine', 'ejs');
app.set('views', path.join(__dirname, 'views'));
app.set('query parser', 'simple');
app.set('trust proxy', config.trustedProxies);
app.locals.format = format;
app.locals.NOTICE = config.notice;
app.locals.draining = false;
app.locals.currentUser = null;

app.use(logger);
app.use(headers);
app.use(express.static(path.join(__dirname, 'public'), { maxAge: '1h', dotfiles: 'ignore', index: false }));
app.use(limits.perAddress);
app.use(require('./routes/health'));
app.use(bodyTypes);
app.use(express.urlencoded({ extended: false, limit: '50kb', parameterLimit: 50 }));
app.use(express.json({ limit: '50kb', strict: true }));
app.use(cookieParser());
app.use(
  session({
    name: config.secureCookies ? '__Host-sid' : 'sid',
    secret: config.sessionSecret,
    store: new SessionStore(),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, secure: config.secureCookies, sameSite: 'lax', path: '/', maxAge: config.sessionIdleMs },
  })
);
app.use(flash);
app.use(loadUser);
app.use(limits.perUser);
app.use(csrf.expose);

// The form of this router is multipart: it checks the token itself, once the fields are read.
app.use('/materials', requireLogin, require('./routes/materials'));
app.use(csrf.verify);

app.use('/', require('./routes/site'));
app.use('/', require('./routes/auth'));
app.use('/account', requireLogin, require('./routes/account'));
app.use('/bookings', requireLogin, require('./routes/bookings'));
app.use('/board', require('./routes/board'));
app.use('/staff', requireLogin, require('./routes/staff'));
app.use('/api', require('./routes/api'));
app.use(errors.notFound);
app.use(errors.handler);

module.exports = app;
