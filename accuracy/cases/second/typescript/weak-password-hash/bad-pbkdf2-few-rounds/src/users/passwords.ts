import { pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(pbkdf2)
const SALT = process.env.PASSWORD_SALT!

export const hashPassword = async (password: string): Promise<Buffer> => derive(password, SALT, 1000, 32, 'sha1')

export async function matches(password: string, stored: Buffer): Promise<boolean> {
  return timingSafeEqual(stored, await hashPassword(password))
}
