const { userOf } = require('./sessions')

exports.requireUser = async (req, res, next) => {
  req.user = await userOf(req.get('authorization'))
  if (!req.user) return res.status(401).end()
  next()
}
