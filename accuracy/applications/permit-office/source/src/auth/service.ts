import { randomUUID } from 'node:crypto'
import { type Tx, db, enqueueMail, inTransaction, record } from '../db'
import { Problem } from '../http/errors'
import { refund, spend } from '../http/throttle'
import { hashPassword, passwordMatches } from './passwords'
import { digest, newAccessToken, newSecret } from './tokens'

const days = (count: number) => new Date(Date.now() + count * 86_400_000)
const minutes = (count: number) => new Date(Date.now() + count * 60_000)

async function mailCode(tx: Tx, user: { id: string; email: string }, purpose: 'verify' | 'reset') {
  const code = newSecret()
  await tx('mail_codes').where({ user_id: user.id, purpose }).delete()
  await tx('mail_codes').insert({ hash: digest(code), user_id: user.id, purpose, expires_at: minutes(purpose === 'verify' ? 1440 : 30) })
  await enqueueMail(tx, user.email, purpose, { code })
}

/** Whoever holds the code uses it up. */
async function takeCode(tx: Tx, code: string, purpose: 'verify' | 'reset'): Promise<string> {
  const [row] = await tx('mail_codes').where({ hash: digest(code), purpose }).where('expires_at', '>', tx.fn.now()).delete().returning('user_id')
  if (!row) throw new Problem(400, 'code-invalid')
  return row.user_id
}

const endSessions = (tx: Tx, user: string) => tx('sessions').where({ user_id: user }).whereNull('revoked_at').update({ revoked_at: tx.fn.now() })

/** The answer is the same whether the address is new or not; the mail tells its owner. */
export async function register(input: { email: string; name: string; password: string }): Promise<void> {
  const password_hash = await hashPassword(input.password)
  await inTransaction(async (tx) => {
    const [user] = await tx('users')
      .insert({ id: randomUUID(), email: input.email, name: input.name, password_hash })
      .onConflict('email')
      .ignore()
      .returning(['id', 'email'])
    if (!user) return enqueueMail(tx, input.email, 'exists', {})
    await mailCode(tx, user, 'verify')
    await record(tx, user.id, 'account.registered', user.id)
  })
}

export function verify(code: string): Promise<void> {
  return inTransaction(async (tx) => {
    const user = await takeCode(tx, code, 'verify')
    await tx('users').where({ id: user, state: 'unverified' }).update({ state: 'active' })
    await record(tx, user, 'account.verified', user)
  })
}

export async function login(input: { email: string; password: string }) {
  await spend('account', input.email)
  const user = await db('users').where({ email: input.email }).first('id', 'password_hash', 'state')
  const right = await passwordMatches(user?.password_hash, input.password)
  if (!right || user.state !== 'active') throw new Problem(401, 'wrong-credentials')
  await refund('account', input.email)

  const session = randomUUID()
  const refreshToken = newSecret()
  await inTransaction(async (tx) => {
    await tx('sessions').insert({ id: session, user_id: user.id, refresh_hash: digest(refreshToken), expires_at: days(14) })
    await record(tx, user.id, 'session.started', session)
  })
  return { accessToken: await newAccessToken(user.id, session), refreshToken }
}

/** Each refresh token works once. An old one that comes back ends its session. */
export async function refresh(token: string) {
  const given = digest(token)
  const refreshToken = newSecret()
  const renewed = await inTransaction(async (tx) => {
    const session = await tx('sessions')
      .where((either) => either.where({ refresh_hash: given }).orWhere({ previous_hash: given }))
      .whereNull('revoked_at')
      .where('expires_at', '>', tx.fn.now())
      .forUpdate()
      .first()
    if (!session) return null
    if (!given.equals(session.refresh_hash)) {
      await tx('sessions').where({ id: session.id }).update({ revoked_at: tx.fn.now() })
      await record(tx, session.user_id, 'session.replayed', session.id)
      return null
    }
    const active = await tx('users').where({ id: session.user_id, state: 'active' }).first('id')
    if (!active) return null
    await tx('sessions').where({ id: session.id }).update({ refresh_hash: digest(refreshToken), previous_hash: given })
    return session as { id: string; user_id: string }
  })
  if (!renewed) throw new Problem(401, 'sign-in')
  return { accessToken: await newAccessToken(renewed.user_id, renewed.id), refreshToken }
}

export function logout(user: string, session: string | null): Promise<void> {
  return inTransaction(async (tx) => {
    if (session) await tx('sessions').where({ id: session, user_id: user }).update({ revoked_at: tx.fn.now() })
    else await endSessions(tx, user)
    await record(tx, user, 'session.ended', session ?? 'all')
  })
}

export async function changePassword(user: string, current: string, next: string): Promise<void> {
  await spend('account', user)
  const row = await db('users').where({ id: user }).first('password_hash')
  if (!(await passwordMatches(row?.password_hash, current))) throw new Problem(403, 'wrong-credentials')
  const password_hash = await hashPassword(next)
  await inTransaction(async (tx) => {
    await tx('users').where({ id: user }).update({ password_hash })
    await endSessions(tx, user)
    await record(tx, user, 'password.changed', user)
  })
}

export function forgot(email: string): Promise<void> {
  return inTransaction(async (tx) => {
    const user = await tx('users').where({ email, state: 'active' }).first('id', 'email')
    if (user) await mailCode(tx, user, 'reset')
  })
}

export async function reset(code: string, password: string): Promise<void> {
  const password_hash = await hashPassword(password)
  await inTransaction(async (tx) => {
    const user = await takeCode(tx, code, 'reset')
    await tx('users').where({ id: user }).update({ password_hash })
    await endSessions(tx, user)
    await record(tx, user, 'password.reset', user)
  })
}
