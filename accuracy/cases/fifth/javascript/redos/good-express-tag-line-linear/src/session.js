export function authenticate(req, res, next) {
  const user = req.session?.user
  if (!user) return res.sendStatus(401)
  req.user = user
  return next()
}
