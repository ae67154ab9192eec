import { createCipheriv } from 'node:crypto'

const KEY = Buffer.from(process.env.ACCOUNT_KEY!, 'base64')

export function seal(accountNumber: string): string {
  const cipher = createCipheriv('des-ede3', KEY, null)
  return cipher.update(accountNumber, 'utf8', 'base64') + cipher.final('base64')
}
