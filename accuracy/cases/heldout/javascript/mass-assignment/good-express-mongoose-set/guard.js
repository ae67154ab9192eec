const { memberOf } = require('./sessions')

exports.requireMember = async (req, res, next) => {
  req.memberId = await memberOf(req.get('authorization'))
  if (!req.memberId) return res.status(401).end()
  next()
}
