const jwt = require('jsonwebtoken')

function loggedIn(req, res, next) {
  try {
    const token = (req.get('authorization') ?? '').replace(/^Bearer /, '')
    req.member = jwt.verify(token, process.env.JWT_KEY, { algorithms: ['HS256'] })
    next()
  } catch {
    res.sendStatus(401)
  }
}

const hasRole = (role) => (req, res, next) => (req.member.role === role ? next() : res.sendStatus(403))

module.exports = { loggedIn, hasRole }
