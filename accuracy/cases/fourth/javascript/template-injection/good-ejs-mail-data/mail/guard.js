function requireEditor(req, res, next) {
  if (!req.user || req.user.role !== 'editor') {
    return res.status(403).json({ error: 'editors only' })
  }
  next()
}

module.exports = { requireEditor }
