import { scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, Buffer>(scrypt)

export async function verifyPassword(password: string, salt: Buffer, stored: Buffer): Promise<boolean> {
  const derived = await derive(password, salt, 64)
  return timingSafeEqual(derived, stored)
}
