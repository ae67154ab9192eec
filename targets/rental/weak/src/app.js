'use strict';

const express = require('express');
const path = require('path');
const config = require('./config');
const logger = require('./lib/logger');
const { createLimiter } = require('./lib/limiter');
const { wrap } = require('./lib/errors');
const { headers, cors, noZeroBytes, jsonOnly, missing, failure } = require('./middleware/http');
const { sequelize } = require('./db');
const auth = require('./routes/auth');
const { bookings, attachments } = require('./routes/bookings');
const invoices = require('./routes/invoices');
const admin = require('./routes/admin');

function createApp() {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', true);
  app.set('query parser', 'extended');
  app.set('etag', false);
  app.set('views', path.join(__dirname, 'views'));
  app.set('view engine', 'ejs');

  app.use(logger.requestLog, headers);

  app.get('/healthz', wrap(async (req, res) => {
    await sequelize.query('SELECT 1');
    res.json({ status: 'ok' });
  }));

  const general = createLimiter({ max: config.limits.perMinute, seconds: 60 });
  app.use(general.middleware((req) => req.ip));

  app.use('/assets', express.static(path.join(__dirname, 'public'), { maxAge: '1h' }));
  app.use('/media', express.static(config.dataDir, { maxAge: '1h', index: false }));

  const api = express.Router();
  api.use(cors);
  api.use(express.json({ limit: '25mb', verify: (req, res, raw) => { req.rawBody = raw; } }));
  api.use(noZeroBytes, jsonOnly);
  api.use('/auth', auth.router);
  api.use('/catalogue', require('./routes/catalogue'));
  api.use('/hooks', invoices.hooks);
  api.use('/branches', require('./routes/branches'));
  api.use('/bookings', bookings);
  api.use('/attachments', attachments);
  api.use('/invoices', invoices.router);
  api.use('/admin', admin.router);
  api.use(require('./routes/reviews'));
  app.use('/api', api, missing);

  app.use(noZeroBytes, require('./routes/pages'));
  app.use(missing);
  app.use(failure);
  return app;
}

module.exports = { createApp };
