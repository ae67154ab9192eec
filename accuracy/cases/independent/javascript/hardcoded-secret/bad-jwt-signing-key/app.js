const jwt = require('jsonwebtoken')

const JWT_SECRET = 'walnut-harbour-53-paper-kite'

function issue(user) {
  return jwt.sign({ sub: String(user.id) }, JWT_SECRET, { algorithm: 'HS256', expiresIn: '15m' })
}

function check(token) {
  return jwt.verify(token, JWT_SECRET, { algorithms: ['HS256'] })
}

module.exports = { issue, check }
