import { createHash, timingSafeEqual } from 'node:crypto'

export async function hashPassword(password: string): Promise<string> {
  return createHash('md5').update(password).digest('hex')
}

export async function isPassword(password: string, stored: string): Promise<boolean> {
  const given = Buffer.from(await hashPassword(password), 'hex')
  const kept = Buffer.from(stored, 'hex')
  return given.length === kept.length && timingSafeEqual(given, kept)
}
