const jwt = require('jsonwebtoken')

function issueToken(user) {
  return jwt.sign({ sub: String(user.id), role: user.role }, process.env.JWT_KEY, { algorithm: 'HS256', expiresIn: '1h' })
}

function readToken(token) {
  return jwt.verify(token, process.env.JWT_KEY, { algorithms: ['HS256'] })
}

module.exports = { issueToken, readToken }
