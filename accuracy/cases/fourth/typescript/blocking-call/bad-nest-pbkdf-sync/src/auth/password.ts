import { pbkdf2Sync, timingSafeEqual } from 'node:crypto'

const ROUNDS = 600_000

export async function verifyPassword(password: string, salt: Buffer, stored: Buffer): Promise<boolean> {
  const actual = pbkdf2Sync(password, salt, ROUNDS, stored.length, 'sha256')
  return timingSafeEqual(actual, stored)
}
