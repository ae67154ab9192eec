import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, Buffer>(scrypt)

export async function hashPassword(password: string, salt = randomBytes(16)): Promise<Buffer> {
  return Buffer.concat([salt, await derive(password, salt, 64)])
}

export async function matches(password: string, stored: Buffer): Promise<boolean> {
  return timingSafeEqual(stored, await hashPassword(password, stored.subarray(0, 16)))
}
