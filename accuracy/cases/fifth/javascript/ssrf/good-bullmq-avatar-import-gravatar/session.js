export function requireUser(req, res, next) {
  if (!req.session?.user) return res.sendStatus(401)
  req.user = req.session.user
  next()
}
