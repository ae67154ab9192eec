import { createHash } from 'node:crypto'
import { Redis } from 'ioredis'

export interface Account {
  id: string
  name: string
  passwordHash: string
}

export interface Accounts {
  byEmail(email: string): Promise<Account | null>
}

const redis = new Redis(process.env.REDIS_URL as string, { commandTimeout: 2000 })

export async function keepSession(token: string, accountId: string): Promise<void> {
  await redis.set(`session:${createHash('sha256').update(token).digest('hex')}`, accountId, 'EX', 7200)
}
