const jwt = require('jsonwebtoken')

function requireUser(req, res, next) {
  try {
    const token = (req.headers.authorization || '').replace('Bearer ', '')
    req.user = jwt.verify(token, process.env.JWT_KEY, { algorithms: ['HS256'] })
    next()
  } catch {
    res.status(401).json({ error: 'sign in first' })
  }
}

module.exports = { requireUser }
