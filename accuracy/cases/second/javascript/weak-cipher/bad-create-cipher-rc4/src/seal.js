import { createCipheriv } from 'node:crypto'

const KEY = Buffer.from(process.env.MESSAGE_KEY, 'hex')

export function seal(text) {
  const cipher = createCipheriv('rc4', KEY.subarray(0, 16), null)
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
}
