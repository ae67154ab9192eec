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

/** What an administrator does to the whole service: after it nothing else can be asked, or nothing is left. */
const WHOLE_SERVICE =
  /\/(?:shutdown|restart|reboot|maintenance(?:[-_]mode)?|read[-_]?only(?:[-_]mode)?|kill[-_]?switch|lockdown|drain|factory[-_]?reset|purge|wipe|truncate|flush|migrate|delete[-_]all)\/?$/i

/** Why a request is not sent as somebody who was there before the run; null where it may be. */
export function reasonToWithhold(session: Session, { method, path }: Pick<SendOptions, 'method' | 'path'>): string | null {
  if (changesOwnAccount(session, { method, path })) return 'it would change the account of somebody who was there before the run'
  const [bare = path] = path.split('?')
  if (!isOurs(session) && !READS.has(method) && WHOLE_SERVICE.test(bare)) return 'it would stop, close or empty the service for everybody'
  return null
}

/** Whether a request would change the account of somebody who was there before the run: its data, its password, its money, its end. */
function changesOwnAccount(session: Session, { method, path }: Pick<SendOptions, 'method' | 'path'>): boolean {
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
export function withheldReply({ method, path }: SendOptions, base: URL, identity: string, because: string): Reply {
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
    error: `not sent: ${because}`,
  }
  return { status: 0, headers: [], body: '', bytes: 0, isTruncated: false, durationMs: 0, error, exchange }
}
