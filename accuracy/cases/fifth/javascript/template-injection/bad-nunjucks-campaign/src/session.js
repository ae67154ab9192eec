export function requireMarketer(req, res, next) {
  if (req.session?.role !== 'marketer') return res.sendStatus(403)
  next()
}
