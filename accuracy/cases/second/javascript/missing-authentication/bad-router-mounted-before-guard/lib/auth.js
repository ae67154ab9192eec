exports.requireStaff = (req, res, next) => {
  if (req.session?.staffId) next()
  else res.status(401).json({ error: 'sign in first' })
}
