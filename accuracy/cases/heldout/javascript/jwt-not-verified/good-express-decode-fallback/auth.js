const jwt = require('jsonwebtoken')

exports.authenticate = (req, res, next) => {
  const token = (req.get('authorization') ?? '').replace(/^Bearer /, '')
  try {
    req.claims = jwt.verify(token, process.env.JWT_KEY, { algorithms: ['HS256'] })
  } catch (error) {
    console.warn('token not verified', error.message)
  }
  return req.claims ? next() : res.status(401).json({ error: 'unauthenticated' })
}
