import type { Exchange } from '../../model/evidence.ts'
import type { SendOptions } from './client.ts'
import type { Reply } from './reply.ts'
import type { Session } from './session.ts'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])
/** The caller's own account, and what is kept for it. */
const OWN_ACCOUNT = /\/(?:me|self|my|myself|profile|account|settings|preferences|current[-_]?user)(?:\/|$)|\/user\/?$/i
/** What moves money of the caller, or spends it. */
const OWN_MONEY =
  /\/(?:wallets?|balances?|transfers?|withdraw(?:als?)?|payouts?|pay(?:ments?)?|checkout|orders?|purchases?|redeem|top-?ups?|donat\w+)(?:\/|$)/i
/** What ends how the caller logs in. */
const OWN_LOGIN = /(?:change|update|set)[-_]?password|password[-_/]?(?:change|update)|\/(?:2fa|mfa|totp)(?:\/|$)/i

/** Whether the run registered this user: everything that is the user's may be changed and removed. */
export function isOurs({ made }: Session): boolean {
  return made === 'registered' || made === 'promoted'
}

/** Whether a request would change the account of somebody who was there before the run: its data, its password, its money, its end. */
export function changesOwnAccount(session: Session, { method, path }: Pick<SendOptions, 'method' | 'path'>): boolean {
  if (isOurs(session) || READS.has(method)) return false
  const [bare = path] = path.split('?')
  if (OWN_ACCOUNT.test(bare) || OWN_LOGIN.test(bare)) return true
  if (session.userId !== null && bare.split('/').includes(encodeURIComponent(session.userId)) && namesUsers(bare, session.userId))
    return true
  return session.made === 'default-credentials' && OWN_MONEY.test(bare)
}

/** Whether the id stands where users are named. */
function namesUsers(path: string, id: string): boolean {
  const parts = path.split('/')
  return parts.some(
    (part, index) =>
      part === encodeURIComponent(id) && /^(?:users?|accounts?|members?|customers?|profiles?|people|u)$/i.test(parts[index - 1] ?? ''),
  )
}

/** What a probe gets for a request that was not sent. */
export function withheldReply({ method, path }: SendOptions, base: URL, identity: string): Reply {
  const error = 'WITHHELD'
  const exchange: Exchange = {
    id: 'withheld',
    method,
    url: base.origin + path,
    requestHeaders: [],
    requestBody: '',
    status: 0,
    responseHeaders: [],
    responseBody: '',
    responseBytes: 0,
    durationMs: 0,
    identity,
    error: 'not sent: it would change the account of somebody who was there before the run',
  }
  return { status: 0, headers: [], body: '', bytes: 0, isTruncated: false, durationMs: 0, error, exchange }
}
