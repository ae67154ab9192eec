export function requireUser(req, res, next) {
  if (!req.session?.userId) return res.status(401).end()
  req.userId = req.session.userId
  next()
}
