const jwt = require('jsonwebtoken')

const JWT_SECRET = process.env.JWT_SECRET
if (!JWT_SECRET || JWT_SECRET.length < 32) throw new Error('JWT_SECRET must have at least 32 characters')

function issue(user) {
  return jwt.sign({ sub: String(user.id) }, JWT_SECRET, { algorithm: 'HS256', expiresIn: '15m' })
}

function check(token) {
  return jwt.verify(token, JWT_SECRET, { algorithms: ['HS256'] })
}

module.exports = { issue, check }
