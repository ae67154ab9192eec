const jwt = require('jsonwebtoken')

const KEY = process.env.JWT_PUBLIC_KEY

exports.verify = (token) => {
  return jwt.verify(token, KEY, { algorithms: ['RS256'], issuer: 'https://id.example.com' })
}
