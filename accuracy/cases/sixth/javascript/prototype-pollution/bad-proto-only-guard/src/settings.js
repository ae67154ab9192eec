import { Redis } from 'ioredis'
import { setPath } from './set-path.js'

const redis = new Redis(process.env.REDIS_URL)
const key = (accountId) => `settings:${accountId}`

const revive = (text) => JSON.parse(text ?? '{}')

export async function read(accountId) {
  return revive(await redis.get(key(accountId)))
}

export async function change(accountId, changes) {
  const settings = await read(accountId)
  for (const { path, value } of changes) setPath(settings, path, value)
  await redis.set(key(accountId), JSON.stringify(settings), 'EX', 365 * 86_400)
  return settings
}
