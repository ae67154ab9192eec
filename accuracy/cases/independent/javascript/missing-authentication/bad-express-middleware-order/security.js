const crypto = require('node:crypto')

const expected = Buffer.from(`Bearer ${process.env.SERVICE_TOKEN}`)

exports.requireUser = (req, res, next) => {
  const given = Buffer.from(req.headers.authorization ?? '')
  if (given.length !== expected.length || !crypto.timingSafeEqual(given, expected)) return res.status(401).end()
  next()
}
