const jwt = require('jsonwebtoken')

function required(name) {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is required`)
  return value
}

const KEYS = { orchard: required('ORCHARD_KEY'), meadow: required('MEADOW_KEY') }
const OPTIONS = { algorithms: ['HS256'], audience: 'partner-api', maxAge: '10m' }

function keyOf(partner) {
  if (typeof partner !== 'string' || !Object.hasOwn(KEYS, partner)) throw new jwt.JsonWebTokenError('The partner is not known')
  return KEYS[partner]
}

module.exports = function partnerAuth(req, res, next) {
  const partner = req.get('x-partner')
  const token = req.get('authorization')?.replace('Bearer ', '') ?? ''
  try {
    const claims = jwt.verify(token, keyOf(partner), { ...OPTIONS, issuer: partner })
    req.partner = { name: partner, scopes: new Set(claims.scope?.split(' ')) }
    next()
  } catch (error) {
    if (!(error instanceof jwt.JsonWebTokenError)) return next(error)
    res.status(401).json({ message: 'The token is not valid' })
  }
}
