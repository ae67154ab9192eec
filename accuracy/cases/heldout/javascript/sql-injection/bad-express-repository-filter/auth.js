const { verifySession } = require('./sessions')

exports.requireCustomer = async (req, res, next) => {
  req.customer = await verifySession(req.get('authorization'))
  if (!req.customer) return res.status(401).json({ error: 'unauthenticated' })
  next()
}
