const { userOfToken } = require('./tokens')

exports.authenticate = async (req, res, next) => {
  req.user = await userOfToken(req.get('authorization'))
  if (!req.user) return res.status(401).json({ error: 'unauthenticated' })
  next()
}
