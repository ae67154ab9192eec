import crypto from 'node:crypto'
import argon2 from 'argon2'

const cost = { type: argon2.argon2id, memoryCost: 19456, timeCost: 2, parallelism: 1 }
const decoy = argon2.hash(crypto.randomBytes(16).toString('hex'), cost)
const common = new Set(['passwordpassword', '123456789012', 'sensorfen123', 'qwertyuiop12'])

export const random = () => crypto.randomBytes(32).toString('base64url')
export const digest = (token) => crypto.createHash('sha256').update(token).digest('base64url')
export const sameText = (a, b) => a.length === b.length && crypto.timingSafeEqual(Buffer.from(a), Buffer.from(b))
export const hashPassword = (word) => argon2.hash(word, cost)
export const easyToGuess = (word) => common.has(word.toLowerCase()) || new Set(word).size < 5

export const fits = async (stored, word) => (await argon2.verify(stored ?? (await decoy), word)) && stored !== undefined

/** An API key is `fen_<id>_<secret>`; only the digest of the secret is kept. */
export const newKey = () => {
  const id = crypto.randomBytes(9).toString('hex')
  const secret = random()
  return { id, secretDigest: digest(secret), shown: `fen_${id}_${secret}` }
}
export const readKey = (text) => {
  const found = /^fen_([0-9a-f]{18})_([\w-]{43})$/.exec(text)
  return found && { id: found[1], secret: found[2] }
}
