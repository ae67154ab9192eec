exports.requireUser = (req, res, next) => {
  if (!req.session?.user) return res.status(401).json({ error: 'sign in' })
  req.user = req.session.user
  next()
}

exports.requireRole = (role) => (req, res, next) => {
  if (req.user.role !== role) return res.status(403).json({ error: 'forbidden' })
  next()
}
