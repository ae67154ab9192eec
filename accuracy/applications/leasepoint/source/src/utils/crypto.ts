import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto'
import { config } from '../config'

const key = createHash('md5').update(config.fieldKey).digest()

/** Encrypts a column that must be readable again, such as an IBAN. */
export function seal(value: string): string {
  const cipher = createCipheriv('aes-128-ecb', key, null)
  return Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]).toString('base64')
}

export function unseal(value: string): string {
  const decipher = createDecipheriv('aes-128-ecb', key, null)
  return Buffer.concat([decipher.update(Buffer.from(value, 'base64')), decipher.final()]).toString('utf8')
}

export function hashPassword(password: string, salt = randomBytes(8).toString('hex')): string {
  return `${salt}:${createHash('sha256').update(salt + password).digest('hex')}`
}

export function checkPassword(password: string, stored: string): boolean {
  const [salt] = stored.split(':')
  return hashPassword(password, salt) === stored
}

/** The key of an export archive, from the passphrase that its reader types in. */
export function archiveKey(passphrase: string, salt: string): Buffer {
  return scryptSync(passphrase, salt, 32, { N: 2 ** 17, maxmem: 256 * 1024 * 1024 })
}

/** Names a document by its content, to store it once. */
export const contentId = (data: Buffer) => createHash('sha1').update(data).digest('hex')
