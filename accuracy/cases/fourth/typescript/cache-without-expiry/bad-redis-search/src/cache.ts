import { createClient } from 'redis'

const redis = createClient({ url: process.env.REDIS_URL, socket: { connectTimeout: 3000 } })
await redis.connect()

export async function cached<T>(key: string, load: () => Promise<T>): Promise<T> {
  const hit = await redis.get(key)
  if (hit !== null) {
    return JSON.parse(hit) as T
  }
  const value = await load()
  await redis.set(key, JSON.stringify(value))
  return value
}
