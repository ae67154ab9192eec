function requireUser(req, res, next) {
  if (!req.session.userId) {
    return res.status(401).json({ error: 'sign in first' })
  }
  req.userId = req.session.userId
  next()
}

module.exports = { requireUser }
