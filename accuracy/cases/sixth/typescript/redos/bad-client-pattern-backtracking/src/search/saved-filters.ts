import { Redis } from 'ioredis'

const redis = new Redis(process.env.REDIS_URL as string)
const key = (userId: string) => `filters:${userId}`

export async function savePatterns(userId: string, patterns: string[]): Promise<void> {
  await redis.set(key(userId), JSON.stringify(patterns), 'EX', 30 * 86_400)
}

export async function patternsOf(userId: string): Promise<string[]> {
  return JSON.parse((await redis.get(key(userId))) ?? '[]') as string[]
}

export function recentLines(accountId: string): Promise<string[]> {
  return redis.lrange(`log:${accountId}`, -2000, -1)
}
