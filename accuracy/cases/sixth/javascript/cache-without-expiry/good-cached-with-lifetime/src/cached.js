import { Redis } from 'ioredis'

const redis = new Redis(process.env.REDIS_URL)

/** Wraps an asynchronous function so that its results are kept in Redis. */
export function cached(name, load, seconds = 600) {
  return async (...args) => {
    const key = `${name}:${JSON.stringify(args)}`
    const hit = await redis.get(key)
    if (hit !== null) return JSON.parse(hit)

    const value = await load(...args)
    await redis.multi().set(key, JSON.stringify(value)).expire(key, seconds).exec()
    return value
  }
}
