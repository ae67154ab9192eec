const jwt = require('jsonwebtoken')

function identify(req, _res, next) {
  const token = (req.get('authorization') ?? '').replace(/^Bearer /, '')
  try {
    req.user = token ? jwt.verify(token, process.env.JWT_KEY, { algorithms: ['HS256'] }) : null
  } catch {
    req.user = null
  }
  next()
}

function requireUser(req, res, next) {
  if (!req.user) return res.status(401).json({ error: 'sign in first' })
  next()
}

const requireRole = (role) => (req, res, next) =>
  req.user?.role === role ? next() : res.status(403).json({ error: 'not allowed' })

module.exports = { identify, requireUser, requireRole }
