import { createHash, randomBytes } from 'node:crypto'

/** For secrets of full entropy, which need no slow hash. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')
export const newSecret = (): string => randomBytes(32).toString('base64url')
export const nowSeconds = (): number => Math.floor(Date.now() / 1000)
