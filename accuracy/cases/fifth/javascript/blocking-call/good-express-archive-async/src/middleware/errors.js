function onError(error, req, res, _next) {
  console.error(req.method, req.path, error)
  res.status(500).json({ error: 'internal error' })
}

module.exports = { onError }
