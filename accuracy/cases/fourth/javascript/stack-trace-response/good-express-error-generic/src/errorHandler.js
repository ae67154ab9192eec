const logger = require('pino')()

class NotFound extends Error {
  status = 404
}

function errorHandler(err, req, res, next) {
  if (res.headersSent) {
    return next(err)
  }
  logger.error({ err, path: req.path }, 'request failed')
  const status = err.status || 500
  res.status(status).json({ error: status === 404 ? 'not found' : 'internal error' })
}

module.exports = { errorHandler, NotFound }
