const jwt = require('jsonwebtoken')

function authenticate(req, res, next) {
  const [scheme, token] = (req.headers.authorization || '').split(' ')
  if (scheme !== 'Bearer' || !token) {
    return res.status(401).json({ error: 'token expected' })
  }
  const claims = jwt.decode(token)
  if (!claims || claims.exp * 1000 < Date.now()) {
    return res.status(401).json({ error: 'token has expired' })
  }
  req.user = { id: claims.sub, role: claims.role }
  next()
}

module.exports = { authenticate }
