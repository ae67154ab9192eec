import { Redis } from 'ioredis'

const redis = new Redis(process.env.REDIS_URL as string)

export async function blocked(serial: string): Promise<boolean> {
  const count = await redis.incr(`device-login:${serial}`)
  if (count === 1) await redis.expire(`device-login:${serial}`, 600)
  return count > 10
}
