'use strict';

const crypto = require('crypto');

function write(level, message, fields = {}) {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
}

const requestLog = (req, res, next) => {
  req.id = crypto.randomUUID();
  const begun = process.hrtime.bigint();
  res.on('finish', () => {
    const ms = Number(process.hrtime.bigint() - begun) / 1e6;
    write('info', 'request', { id: req.id, method: req.method, path: req.path, status: res.statusCode, ms: Math.round(ms) });
  });
  next();
};

module.exports = {
  info: (message, fields) => write('info', message, fields),
  warn: (message, fields) => write('warn', message, fields),
  error: (message, fields) => write('error', message, fields),
  requestLog,
};
