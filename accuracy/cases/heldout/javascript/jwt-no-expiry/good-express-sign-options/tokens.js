const jwt = require('jsonwebtoken')

const defaults = { algorithm: 'HS256', audience: 'portal' }

exports.sign = (user, options = {}) =>
  jwt.sign({ sub: String(user.id), role: user.role }, process.env.JWT_KEY, { ...defaults, ...options, expiresIn: '15m' })
