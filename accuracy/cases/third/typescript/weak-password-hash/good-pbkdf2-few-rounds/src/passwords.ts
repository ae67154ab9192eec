import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }

export const digest = (password: string, salt: Buffer): Promise<Buffer> => derive(password, salt, 32, COST)

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await digest(password, salt)
  return `${salt.toString('base64')}.${key.toString('base64')}`
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [salt, key] = stored.split('.').map((part) => Buffer.from(part, 'base64'))
  return timingSafeEqual(key, await digest(password, salt))
}
