import { scryptSync, timingSafeEqual } from 'node:crypto'

export async function verifyPassword(password: string, salt: Buffer, stored: Buffer): Promise<boolean> {
  const derived = scryptSync(password, salt, 64)
  return timingSafeEqual(derived, stored)
}
