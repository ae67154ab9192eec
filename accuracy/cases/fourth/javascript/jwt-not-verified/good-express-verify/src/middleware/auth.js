const jwt = require('jsonwebtoken')

function authenticate(req, res, next) {
  const [scheme, token] = (req.headers.authorization || '').split(' ')
  if (scheme !== 'Bearer' || !token) {
    return res.status(401).json({ error: 'token expected' })
  }
  try {
    const claims = jwt.verify(token, process.env.JWT_PUBLIC_KEY, { algorithms: ['RS256'] })
    req.user = { id: claims.sub, role: claims.role }
    next()
  } catch {
    res.status(401).json({ error: 'token is not valid' })
  }
}

module.exports = { authenticate }
