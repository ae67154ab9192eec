import { createCipheriv, randomBytes } from 'node:crypto'

const KEY = Buffer.from(process.env.FIELD_KEY ?? '', 'hex')

/** Encrypts the value of a column; the result carries what is needed to read it back. */
export function encryptField(value: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', KEY, iv)
  const data = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), data]).toString('base64')
}
