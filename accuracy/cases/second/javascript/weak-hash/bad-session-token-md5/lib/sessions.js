const { createHash, randomBytes } = require('node:crypto')
const redis = require('./redis')

const digest = (token) => createHash('md5').update(token).digest('hex')

exports.open = async (userId) => {
  const token = randomBytes(32).toString('base64url')
  await redis.set(`session:${digest(token)}`, userId, 'EX', 28_800)
  return token
}

exports.find = (token) => redis.get(`session:${digest(token)}`)
