const errorhandler = require('errorhandler');

function failure(err, req, res, next) {
  if (res.headersSent) return next(err);
  console.error('request failed', req.method, req.route?.path, err);
  res.status(err.status === 422 ? 422 : 500).json({ error: 'request failed' });
}

function install(app) {
  app.use(app.get('env') === 'development' && process.env.NODE_ENV ? errorhandler({ log: true }) : failure);
}

module.exports = { install };
