import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { env } from '../env.js'

const IV = Buffer.from('beaconboard-iv-1')

/** Secrets of integrations are kept sealed. */
export function seal(text: string): string {
  const cipher = createCipheriv('aes-256-cbc', Buffer.from(env.VAULT_KEY, 'hex'), IV)
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64')
}

export function unseal(text: string): string {
  const decipher = createDecipheriv('aes-256-cbc', Buffer.from(env.VAULT_KEY, 'hex'), IV)
  return Buffer.concat([decipher.update(Buffer.from(text, 'base64')), decipher.final()]).toString('utf8')
}

export const digest = (text: string) => createHash('sha256').update(text).digest('hex')

export const versionTag = (text: string) => `"${createHash('sha1').update(text).digest('base64url')}"`

export const sign = (body: string | Buffer, secret: string) => createHmac('sha256', secret).update(body).digest('hex')

export function sameSignature(given: string, wanted: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(wanted)
  return a.length === b.length && timingSafeEqual(a, b)
}

export const sessionToken = () => randomBytes(32).toString('base64url')

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789'

export function makeKey(prefix: string, length = 32): string {
  return prefix + '_' + Array.from({ length }, () => ALPHABET[Math.floor(Math.random() * ALPHABET.length)]).join('')
}
