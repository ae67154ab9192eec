import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import argon2 from 'argon2'
import { z } from 'zod'
import { config } from '../config'

export const newSecret = () => randomBytes(32).toString('base64url')
export const digest = (secret: string) => createHash('sha256').update(secret).digest()

/** Keys of devices are needed again to check their signatures, so they are sealed and not hashed. */
export function seal(secret: string, owner: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', config.DEVICE_KEY_SEAL, iv).setAAD(Buffer.from(owner))
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
}

export function unseal(sealed: string, owner: string): string {
  const data = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', config.DEVICE_KEY_SEAL, data.subarray(0, 12), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(owner)).setAuthTag(data.subarray(12, 28))
  return Buffer.concat([decipher.update(data.subarray(28)), decipher.final()]).toString('utf8')
}

export function signatureFits(secret: string, parts: (string | Buffer)[], given: string): boolean {
  const mac = createHmac('sha256', secret)
  for (const part of parts) mac.update(part)
  const wanted = mac.digest()
  const actual = Buffer.from(given, 'hex')
  return wanted.length === actual.length && timingSafeEqual(wanted, actual)
}

const cost = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const common = new Set(['passwordpassword', '123456789012', 'solargridsolargrid', 'sunshinesunshine'])

export const NewPassword = z
  .string()
  .min(12)
  .max(128)
  .refine((text) => new Set(text).size > 4 && !common.has(text.toLowerCase()), 'too easy')

export const hashPassword = (text: string) => argon2.hash(text, cost)

const decoy = hashPassword(newSecret())

/** Costs the same whether the member exists or not. */
export async function passwordFits(hash: string | undefined, text: string): Promise<boolean> {
  const fits = await argon2.verify(hash ?? (await decoy), text)
  return fits && hash !== undefined
}
