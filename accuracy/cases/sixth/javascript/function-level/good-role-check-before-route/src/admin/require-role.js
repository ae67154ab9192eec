export const requireRole = (role) => (req, res, next) => {
  if (req.user?.role === role) return next()
  res.status(403).json({ error: 'forbidden' })
}
