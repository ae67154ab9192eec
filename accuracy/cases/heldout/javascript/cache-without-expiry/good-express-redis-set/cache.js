const Redis = require('ioredis')

const redis = new Redis(process.env.REDIS_URL, { commandTimeout: 1000 })

exports.remember = async (key, load) => {
  const known = await redis.get(key)
  if (known !== null) return JSON.parse(known)
  const value = await load()
  await redis.set(key, JSON.stringify(value), 'EX', 300)
  return value
}
