const { verify } = require('./verify')

exports.requireUser = (req, res, next) => {
  const [scheme, token] = (req.get('authorization') ?? '').split(' ')
  try {
    if (scheme !== 'Bearer') throw new Error('no token')
    req.user = { id: verify(token).sub }
    next()
  } catch {
    res.sendStatus(401)
  }
}
