import { Redis } from 'ioredis'

const redis = new Redis(process.env.REDIS_URL as string)

export async function tooMany(login: string): Promise<boolean> {
  const key = `attempts:${login}`
  const attempts = await redis.incr(key)
  if (attempts === 1) await redis.expire(key, 900)
  return attempts > 5
}
