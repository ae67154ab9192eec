import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const digest = (salt: string, password: string): string =>
  createHash('sha256').update(salt).update(password).digest('hex')

export function hashPassword(password: string): string {
  const salt = randomBytes(8).toString('hex')
  return `${salt}$${digest(salt, password)}`
}

export function isPassword(password: string, stored: string): boolean {
  const [salt, hash] = stored.split('$')
  return timingSafeEqual(Buffer.from(hash), Buffer.from(digest(salt, password)))
}
