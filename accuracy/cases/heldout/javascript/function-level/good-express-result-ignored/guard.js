const { userOf } = require('./sessions')

exports.isAdmin = (user) => user.roles.includes('admin')

exports.authenticate = async (req, res, next) => {
  req.user = await userOf(req.get('authorization'))
  if (!req.user) return res.status(401).json({ error: 'unauthenticated' })
  next()
}
