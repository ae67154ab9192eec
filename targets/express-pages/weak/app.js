'use strict';

const path = require('path');
const express = require('express');
const session = require('express-session');
const cookieParser = require('cookie-parser');
const config = require('./config');
const flash = require('./middleware/flash');
const cors = require('./middleware/cors');
const logger = require('./middleware/logger');
const errors = require('./middleware/errors');
const { loadUser } = require('./middleware/auth');
const format = require('./lib/format');

require('./data/seed')();

const app = express();
app.set('view engine', 'ejs');
app.set('views', path.join(__dirname, 'views'));
app.set('query parser', 'extended');
app.locals.format = format;
app.locals.NOTICE = config.notice;
app.locals.currentUser = null;

app.use(express.static(path.join(__dirname, 'public')));
app.use('/uploads', express.static(config.uploadDir));
app.use(express.urlencoded({ extended: true, limit: '50mb' }));
app.use(express.json({ limit: '50mb' }));
app.use(cookieParser());
app.use(
  session({
    name: 'sid',
    secret: config.sessionSecret,
    resave: true,
    saveUninitialized: true,
    cookie: { httpOnly: false, maxAge: 365 * 24 * 60 * 60 * 1000 },
  })
);
app.use(logger);
app.use(flash);
app.use(loadUser);

app.use('/', require('./routes/site'));
app.use('/', require('./routes/auth'));
app.use('/account', require('./routes/account'));
app.use('/bookings', require('./routes/bookings'));
app.use('/board', require('./routes/board'));
app.use('/materials', require('./routes/materials'));
app.use('/staff', require('./routes/staff'));
app.use('/api', cors, require('./routes/api'));
app.use('/debug', require('./routes/debug'));
app.use(errors.notFound);
app.use(errors.handler);

module.exports = app;
