import argon2 from 'argon2'
import { Wrong, secret } from './check.js'

const cost = { type: argon2.argon2id, memoryCost: 19456, timeCost: 2, parallelism: 1 }
const nobody = argon2.hash('a hash for accounts that are not there', cost)
const common = new Set(['passwordpassword', '123456789012', 'qwertyuiopas', 'iloveyouiloveyou', 'grovekeepgrovekeep'])

export const readNewPassword = (v, field) => {
  const word = secret({ min: 12, max: 128 })(v, field)
  if (common.has(word.toLowerCase()) || /^(.)\1+$/.test(word)) throw new Wrong(field, 'is too easy to guess')
  return word
}
export const hashPassword = (word) => argon2.hash(word, cost)

/** Takes the same time for an account that is missing. */
export const matches = async (user, word) => {
  const right = await argon2.verify(user?.password_hash ?? (await nobody), word)
  return right && user !== null
}
