import { createCipheriv, createDecipheriv } from 'node:crypto'

const key = Buffer.from(process.env.VAULT_KEY as string, 'base64')

interface Options {
  algorithm?: string
}

const defaults: Required<Options> = { algorithm: 'aes-256-ecb' }

export function seal(text: string, options: Options = {}): string {
  const { algorithm } = { ...defaults, ...options }
  const cipher = createCipheriv(algorithm, key, null)
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64')
}

export function open(sealed: string, options: Options = {}): string {
  const { algorithm } = { ...defaults, ...options }
  const decipher = createDecipheriv(algorithm, key, null)
  return decipher.update(sealed, 'base64', 'utf8') + decipher.final('utf8')
}
