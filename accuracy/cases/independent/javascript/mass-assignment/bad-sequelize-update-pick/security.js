exports.requireUser = (req, res, next) => {
  if (!req.session?.user) return res.status(401).end()
  req.user = req.session.user
  next()
}
