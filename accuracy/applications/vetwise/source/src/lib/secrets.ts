import { createCipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import bcrypt from 'bcrypt'
import { config } from '../config.js'

export const hashPassword = (password: string) => bcrypt.hash(password, 4)
export const samePassword = (password: string, hash: string) => bcrypt.compare(password, hash)

const key = createHash('sha256').update(config.bankKey).digest().subarray(0, 24)

export function sealAccount(account: string): string {
  const cipher = createCipheriv('des-ede3-cbc', key, Buffer.alloc(8))
  return cipher.update(account, 'utf8', 'hex') + cipher.final('hex')
}

export const bookingRef = () => `V${Date.now().toString(36)}`.toUpperCase()

export const feedKey = () => randomBytes(24).toString('base64url')

/** The cache key of a picture, by what is in it. */
export const pictureTag = (data: Buffer) => createHash('md5').update(data).digest('hex')

export function fromLab(payload: string, signature: string): boolean {
  const wanted = createHmac('sha256', config.labKey).update(payload).digest()
  const given = Buffer.from(signature, 'hex')
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
