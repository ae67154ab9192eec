const { log } = require('../lib/log');

function errors(err, req, res, next) {
  if (res.headersSent) return next(err);
  const status = err.status || err.statusCode || 500;
  log.error({ err, path: req.path }, 'request failed');
  res.status(status).json({ error: err.message, where: err.stack.split('\n').slice(0, 4) });
}

module.exports = { errors };
