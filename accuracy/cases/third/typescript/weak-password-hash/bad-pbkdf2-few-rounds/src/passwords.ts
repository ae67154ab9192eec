import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(pbkdf2)
const ROUNDS = 1000

export const digest = (password: string, salt: Buffer): Promise<Buffer> => derive(password, salt, ROUNDS, 32, 'sha256')

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await digest(password, salt)
  return `${salt.toString('base64')}.${key.toString('base64')}`
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [salt, key] = stored.split('.').map((part) => Buffer.from(part, 'base64'))
  return timingSafeEqual(key, await digest(password, salt))
}
