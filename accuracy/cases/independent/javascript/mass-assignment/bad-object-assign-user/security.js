exports.requireUser = (req, res, next) => {
  if (!req.session?.userId) return res.status(401).end()
  req.user = { id: req.session.userId }
  next()
}
