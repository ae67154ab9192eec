const jwt = require('jsonwebtoken')

const ISSUER = 'https://api.thistledown.example'
const HOUR = 60 * 60

const seconds = () => Math.floor(Date.now() / 1000)

function claimsFor(user) {
  return { sub: user.id, iss: ISSUER, iat: seconds(), exp: seconds() + HOUR, scope: user.scopes.join(' ') }
}

exports.issue = (user) => jwt.sign(claimsFor(user), process.env.TOKEN_KEY, { algorithm: 'HS256' })

exports.check = (token) => jwt.verify(token, process.env.TOKEN_KEY, { algorithms: ['HS256'], issuer: ISSUER })
