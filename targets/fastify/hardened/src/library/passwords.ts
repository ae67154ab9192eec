import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Problem } from './problem.ts'

const derive = promisify(argon2)
// OWASP's minimum for Argon2id: 19 MiB, two passes, one lane.
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
const COMMON = new Set(['password1234', '123456789012', 'qwertyuiop12', 'iloveyou1234', 'letmein12345', 'administrator'])
const DUMMY = `${'00'.repeat(16)}:${'00'.repeat(32)}`
const MAX_WAITING = 40
let waiting = 0

export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  return `${nonce.toString('hex')}:${(await slow(password, nonce)).toString('hex')}`
}

/** As slow for an unknown member (undefined) as for a known one. */
export async function passwordMatches(password: string, stored: string | undefined): Promise<boolean> {
  const usable = stored?.includes(':') === true
  const [nonce = '', tag = ''] = (usable ? stored : DUMMY).split(':')
  const derived = await slow(password, Buffer.from(nonce, 'hex'))
  return timingSafeEqual(derived, Buffer.from(tag, 'hex')) && usable
}

export function requireGoodPassword(password: string, email: string): void {
  const lowered = password.toLowerCase()
  const name = email.split('@')[0]?.toLowerCase() ?? ''
  if (COMMON.has(lowered) || new Set(password).size < 5) throw new Problem(400, 'The password is too easy to guess')
  if (name.length > 3 && lowered.includes(name)) throw new Problem(400, 'The password contains the name')
}

async function slow(password: string, nonce: Buffer): Promise<Buffer> {
  if (waiting >= MAX_WAITING) throw new Problem(503, 'Try again soon', { 'retry-after': '5' })
  waiting += 1
  try {
    return (await derive('argon2id', { ...COST, message: password.normalize('NFKC'), nonce })) as Buffer
  } finally {
    waiting -= 1
  }
}
