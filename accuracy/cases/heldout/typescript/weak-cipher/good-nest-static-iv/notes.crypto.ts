import { createCipheriv, randomBytes } from 'node:crypto'

const SPECS = {
  legacy: { name: 'des-cbc', nonce: 8 },
  current: { name: 'aes-256-gcm', nonce: 12 },
} as const

export function encrypt(text: string, key: Buffer): Buffer {
  const { name, nonce } = SPECS.current
  const start = randomBytes(nonce)
  const cipher = createCipheriv(name, key, start)
  const sealed = [start, cipher.update(text, 'utf8'), cipher.final()]
  return Buffer.concat([...sealed, cipher.getAuthTag()])
}
