const jwt = require('jsonwebtoken')

function authenticate(req, res, next) {
  try {
    const token = (req.headers.authorization || '').replace('Bearer ', '')
    req.user = jwt.verify(token, process.env.JWT_KEY, { algorithms: ['HS256'] })
    next()
  } catch {
    res.status(401).json({ error: 'sign in first' })
  }
}

function requireAdmin(req, res, next) {
  if (req.user.role !== 'admin') {
    return res.status(403).json({ error: 'administrators only' })
  }
  next()
}

module.exports = { authenticate, requireAdmin }
