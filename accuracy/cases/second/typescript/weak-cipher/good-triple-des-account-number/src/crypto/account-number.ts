import { createCipheriv, randomBytes } from 'node:crypto'

const KEY = Buffer.from(process.env.ACCOUNT_KEY!, 'base64')

export function seal(accountNumber: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', KEY, nonce)
  const body = Buffer.concat([cipher.update(accountNumber, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
}
