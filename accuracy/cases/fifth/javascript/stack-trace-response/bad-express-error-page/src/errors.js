function errorPage(error, req, res, next) {
  if (res.headersSent) return next(error)
  const status = error.status || 500
  console.error(req.method, req.originalUrl, error)
  res.status(status).render('error', { status, message: error.message, stack: error.stack })
}

module.exports = { errorPage }
