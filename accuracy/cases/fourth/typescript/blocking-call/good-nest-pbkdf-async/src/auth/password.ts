import { pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(pbkdf2)

const ROUNDS = 600_000

export async function verifyPassword(password: string, salt: Buffer, stored: Buffer): Promise<boolean> {
  const actual = await derive(password, salt, ROUNDS, stored.length, 'sha256')
  return timingSafeEqual(actual, stored)
}
