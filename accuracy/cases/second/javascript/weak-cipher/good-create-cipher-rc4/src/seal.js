import { createCipheriv, randomBytes } from 'node:crypto'

const KEY = Buffer.from(process.env.MESSAGE_KEY, 'hex')

export function seal(text) {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('chacha20-poly1305', KEY, nonce, { authTagLength: 16 })
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}
