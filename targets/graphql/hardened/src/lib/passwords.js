import { randomBytes, scrypt as scryptCallback, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const scrypt = promisify(scryptCallback)
// OWASP's recommendation for scrypt with 32 MiB of memory: N = 2^15, r = 8, p = 3.
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }
const COMMON = new Set(['password1234', '123456789012', 'qwertyuiop12', 'iloveyou1234', 'letmein12345', 'administrator', 'welcome12345', 'passwordpassword', 'password12345', '1234567890123'])
const DUMMY = `${'00'.repeat(16)}:${'00'.repeat(32)}`
const MAX_PARALLEL = 2
const MAX_WAITING = 50
let running = 0
const waiting = []

/** Salted hash of a password, as "salt:hash" in hexadecimal. */
export async function hashPassword(password) {
  const salt = randomBytes(16)
  const hash = await derive(password, salt)
  return `${salt.toString('hex')}:${hash.toString('hex')}`
}

/** Takes the same time whether or not the account exists (stored undefined) or has a password. */
export async function verifyPassword(password, stored) {
  const usable = stored !== undefined && stored.includes(':')
  const [salt, hash] = (usable ? stored : DUMMY).split(':').map((part) => Buffer.from(part, 'hex'))
  const derived = await derive(password, salt)
  return timingSafeEqual(derived, hash) && usable
}

/** Why the password may not be used, or undefined. */
export function passwordProblem(password, email) {
  if (COMMON.has(password.toLowerCase())) return 'is too common'
  if (new Set(password).size < 5) return 'repeats too few characters'
  const account = email?.split('@')[0].toLowerCase() ?? ''
  if (account.length > 3 && password.toLowerCase().includes(account)) return 'contains the name of the account'
  return undefined
}

export class BusyError extends Error {}

/** At most two derivations at once: each takes 32 MiB and a third of a second, and a flood of logins must not take the machine. */
async function derive(password, salt) {
  if (running >= MAX_PARALLEL) {
    if (waiting.length >= MAX_WAITING) throw new BusyError('too many logins at once')
    await new Promise((resolve) => waiting.push(resolve))
  }
  running += 1
  try {
    return await scrypt(password.normalize('NFKC'), salt, 32, COST)
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}
