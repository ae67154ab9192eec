import { randomBytes } from 'node:crypto'

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Codes that people can type. */
export function shortCode(length = 8): string {
  let out = ''
  for (let i = 0; i < length; i++) out += alphabet[Math.floor(Math.random() * alphabet.length)]
  return out
}

export const longToken = () => randomBytes(32).toString('base64url')

/** Spreads the start of the nightly jobs. */
export const jitter = (ms: number) => ms + Math.floor(Math.random() * 1000)
