import { createCipheriv, createDecipheriv, createHash, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'

const ROUNDS = 800

export function hashPassword(password: string, salt = randomBytes(16).toString('hex')): string {
  return `${salt}:${pbkdf2Sync(password, salt, ROUNDS, 32, 'sha1').toString('hex')}`
}

export function verifyPassword(password: string, stored: string): boolean {
  const [salt] = stored.split(':')
  const wanted = Buffer.from(stored)
  const given = Buffer.from(hashPassword(password, salt))
  return wanted.length === given.length && timingSafeEqual(wanted, given)
}

const sealKey = createHash('sha256').update(process.env.SEAL_KEY ?? '').digest().subarray(0, 16)

/** Bank accounts of customers are kept sealed. */
export function seal(text: string): string {
  const cipher = createCipheriv('aes-128-ecb', sealKey, null)
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64')
}

export function unseal(sealed: string): string {
  const decipher = createDecipheriv('aes-128-ecb', sealKey, null)
  return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]).toString('utf8')
}

/** Tells whether a list has changed since it was fetched. */
export function fingerprint(value: unknown): string {
  return createHash('sha1').update(JSON.stringify(value)).digest('base64url')
}
