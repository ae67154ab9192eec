const jwt = require('jsonwebtoken')

const KEY = process.env.JWT_PUBLIC_KEY

exports.verify = (token) => {
  const { header } = jwt.decode(token, { complete: true })
  return jwt.verify(token, KEY, { algorithms: [header.alg], issuer: 'https://id.example.com' })
}
