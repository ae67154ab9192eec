import { createCipheriv, randomBytes } from 'node:crypto'

const KEY = Buffer.from(process.env.FIELD_KEY ?? '', 'hex')

/** Encrypts the value of a column; the result carries what is needed to read it back. */
export function encryptField(value: string): string {
  const iv = randomBytes(8)
  const cipher = createCipheriv('des-ede3-cbc', KEY, iv)
  return Buffer.concat([iv, cipher.update(value, 'utf8'), cipher.final()]).toString('base64')
}
