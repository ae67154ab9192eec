import argon2 from 'argon2'
import { z } from 'zod'

const cost = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

const guessed = new Set(['passwordpassword', '123456789012', 'qwertyuiopas', 'letmeinletmein', 'iloveyouiloveyou'])

export const NewPassword = z
  .string()
  .min(12)
  .max(128)
  .refine((text) => new Set(text).size >= 5 && !guessed.has(text.toLowerCase()), 'too easy')

export const hashPassword = (text: string) => argon2.hash(text, cost)

const nobody = hashPassword('the account that does not exist')

/** Takes as long for an unknown account as for a known one. */
export async function passwordMatches(hash: string | undefined, text: string): Promise<boolean> {
  const right = await argon2.verify(hash ?? (await nobody), text)
  return right && hash !== undefined
}
