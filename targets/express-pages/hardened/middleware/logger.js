'use strict';

const crypto = require('crypto');
const { log } = require('../lib/log');

/** The path alone: a query may carry what must not be logged. */
module.exports = function (req, res, next) {
  const started = performance.now();
  const path = req.path;
  req.id = crypto.randomUUID();
  res.setHeader('X-Request-Id', req.id);
  res.on('finish', function () {
    log('info', 'request', { requestId: req.id, method: req.method, path, status: res.statusCode, ms: Math.round(performance.now() - started), user: req.user && req.user._id });
  });
  next();
};
