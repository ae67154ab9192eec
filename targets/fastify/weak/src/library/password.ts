import { createHash, pbkdf2Sync } from 'node:crypto'

export function hashPassword(password: string): string {
  return pbkdf2Sync(String(password), 'wiki', 1000, 32, 'sha1').toString('hex')
}

export function inviteCode(): string {
  return `inv-${Math.floor(Math.random() * 1_000_000)}`
}

export const cacheKey = (text: string): string => createHash('md5').update(text).digest('hex')
