import { comparedHeaders } from '../compared-headers.ts'
import { type Operation, RAISES, SWITCHES_OFF } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { asksForPassword, isRefusal, isSuccess, obstacleOf, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import { claimsOf, type Session } from '../session.ts'
import { fill } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { saidOn } from './same-object.ts'

const DANGEROUS = /shutdown|restart|reboot|purge|wipe|reset|truncate|drop|flush|restore|migrate|delete-all|maintenance/i

/** What is asked about the caller: whether somebody belongs to the staff is told to whoever asks about oneself. */
const OF_CALLER = /\/(?:me|self|whoami|myself)(?:\/|$)/i
/** What moderators do to what others made. */
const MODERATES =
  /\/moderat(?:ion|ors?)\/.*\{[^}]+\}\/(?:resolve|approve|reject|dismiss|remove|hide|unhide|close|ban|warn|restore|decide)\/?$/i
const ADMINISTRATIVE = /\/(?:admin|internal|manage(?:ment)?|staff|backoffice)\b/

/** Where administrators come in stands open to everybody: `GET /admin/login`. */
const ENTRANCES: ReadonlySet<string> = new Set(['login', 'register', 'logout', 'password-reset', 'health', 'docs', 'static'])

/** Operations for administrators, asked for by an ordinary user; and the ways round a refusal. */
export async function probeFunctionAccess(probing: Probing): Promise<void> {
  const { ordinaryUser: userA, admin } = probing.identities
  if (userA === null) return void probing.notTried('functionAccess', 'administrative operations', 'no-identity', probing.identities.nobody)
  const privileged = probing.operations.filter(
    (operation) =>
      (operation.method === 'GET' || !RAISES.test(operation.path)) &&
      !OF_CALLER.test(operation.path) &&
      !ENTRANCES.has(operation.purpose) &&
      (operation.declaredAccess === 'privileged' ||
        operation.purpose === 'admin' ||
        ADMINISTRATIVE.test(operation.path) ||
        (operation.method !== 'GET' && MODERATES.test(operation.path))),
  )
  if (privileged.length === 0)
    return void probing.notTried('functionAccess', 'administrative operations', 'no-data', 'no operation looks administrative')
  for (const operation of privileged) {
    if (operation.method !== 'GET' && (!probing.mayWrite || DANGEROUS.test(operation.path))) {
      probing.notTried(
        'functionAccess',
        operation.key,
        'skipped-by-user',
        probing.mayWrite ? 'it may hurt the service' : 'intensity safe only reads',
      )
      continue
    }
    const ids = operation.path.includes('{') ? await ownIds(probing, operation) : {}
    if (ids === null) {
      probing.notTried('functionAccess', operation.key, 'no-data', 'no object of our own to try it on')
      operation.gaps.add('no object of our own to try it on')
      continue
    }
    const caller = isOwnersRight(probing, operation, ids, userA) ? probing.identities.userB : userA
    if (caller === null) {
      operation.gaps.add('nobody could ask but who made the object, and has every right to it')
      continue
    }
    const draft = draftOf(operation, probing.values, ids, await probing.knownValues(operation, userA))
    const request = requestOf({ ...draft, body: harmless(draft.body, roleOf(caller)) })
    const attempts: Reply[] = [await probing.send(caller, request)]
    const first = attempts[0]
    if (first !== undefined && isLetIn(first)) attempts.push(await probing.send(caller, request))
    const asAdmin =
      admin === null || operation.method === 'DELETE' || SWITCHES_OFF.test(operation.path) ? null : await probing.send(admin, request)
    const anonymous = await probing.client.send({ ...request, identity: 'anonymous' })
    const count = attempts.filter(isLetIn).length
    operation.probes += 1
    operation.exists = 'yes'
    if (first !== undefined && isRefusal(first) && (asAdmin === null || isSuccess(asAdmin))) operation.baselineStatus ||= first.status
    probing.trial(
      'functionAccess',
      trialOn(operation, {
        name: 'role',
        saw:
          count > 0
            ? 'effect'
            : first !== undefined && (isRefusal(first) || first.status === 404)
              ? 'no-effect'
              : first !== undefined && obstacleOf(first) !== ''
                ? 'blocked'
                : 'unclear',
        effect: count > 0 ? `an ordinary user was answered ${first?.status ?? 0}` : `an ordinary user got ${first?.status ?? 0}`,
        identity: caller.name,
        baseline: asAdmin?.exchange ?? null,
        control: anonymous.exchange,
        attempts: exchangesOf(...attempts),
        reproduced: { count, of: attempts.length },
        details: {
          adminAccepted: asAdmin !== null && isSuccess(asAdmin),
          hasAdmin: admin !== null,
          anonymousRefused: !isSuccess(anonymous),
          declaredAccess: operation.declaredAccess,
          isReading: operation.method === 'GET',
        },
      }),
    )
    if (count === 0 && operation.method === 'GET' && first !== undefined && isRefusal(first))
      await bypasses(probing, operation, request.path, first, null)
  }
  await anonymousBypasses(probing)
}

/** A page that asks for a password lets nobody in. */
const isLetIn = (reply: Reply): boolean => isSuccess(reply) && !asksForPassword(reply)

/** Other spellings of a path that is refused to strangers. */
async function anonymousBypasses(probing: Probing): Promise<void> {
  const { check, userA } = probing.identities
  if (check === null || userA === null) return
  const refused = await probing.client.send(check.request)
  const accepted = await probing.acceptedBy(check.operation)
  if (isRefusal(refused)) await bypasses(probing, check.operation, check.request.path, refused, accepted)
}

async function bypasses(probing: Probing, operation: Operation, path: string, refused: Reply, accepted: Accepted | null): Promise<void> {
  const session = accepted === null ? probing.identities.userA : null
  const [first = '', ...rest] = path.slice(1).split('/')
  const compared = await comparedHeaders(probing.treeRoot)
  const variants: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['trailing-slash', `${path}/`, {}],
    ['double-slash', `/${path}`, {}],
    ['dot-segment', `/./${path.slice(1)}`, {}],
    ['encoded', `/%${first.charCodeAt(0).toString(16)}${[first.slice(1), ...rest].join('/')}`, {}],
    ['upper-case', path.toUpperCase(), {}],
    ['semicolon', `${path};x=1`, {}],
    ['original-url', '/', { 'x-original-url': path, 'x-rewrite-url': path }],
    ['internal-header', path, { 'x-internal': 'true', 'x-internal-request': 'true', 'x-admin': 'true', 'x-forwarded-user': 'admin' }],
    ...(Object.keys(compared).length === 0 ? [] : [['compared-header', path, compared] as const]),
    ['local-address', path, { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', 'x-client-ip': '127.0.0.1' }],
  ]
  const missing = await probing.send(session, { method: 'GET', path: `/${probing.values.nonce('missing')}`, mayFail: true })
  // The start page greets who is signed in, and tells some things once: it is asked for by the same user, and again.
  const askRoot = (): Promise<Reply> => probing.send(session, { method: 'GET', path: '/', mayFail: true })
  await askRoot()
  const root = await askRoot()
  for (const [name, variant, headers] of variants) {
    const attempts = [await probing.send(session, { method: 'GET', path: variant, headers, mayFail: true })]
    const [reply] = attempts
    if (reply === undefined) continue
    const looksSame = (other: Reply): boolean => accepted === null || sharedKeys(accepted.reply, other)
    const isOpen = isSuccess(reply) && looksSame(reply) && reply.body !== missing.body && !isSamePage(reply, root)
    if (isOpen) attempts.push(await probing.send(session, { method: 'GET', path: variant, headers, mayFail: true }))
    const isSteady = isOpen && isSamePage(await askRoot(), root) && attempts.every((one) => isSamePage(one, reply))
    const count = isSteady ? attempts.filter(isSuccess).length : 0
    probing.trial(
      'functionAccess',
      trialOn(operation, {
        name: `path-${name}`,
        saw: count >= 2 ? 'effect' : reply.status === 0 || reply.status === 429 ? 'blocked' : 'no-effect',
        effect:
          count >= 2
            ? `${path} is refused (${refused.status}), ${described(variant, headers)} is answered`
            : `${variant} got ${reply.status}`,
        identity: session?.name ?? 'anonymous',
        baseline: refused.exchange,
        control: missing.exchange,
        attempts: exchangesOf(...attempts),
        reproduced: { count, of: attempts.length },
        details: { isBypass: true },
      }),
    )
  }
}

/** A spelling of a path with the headers that make the difference. */
function described(variant: string, headers: Readonly<Record<string, string>>): string {
  const told = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return told.length === 0 ? variant : `${variant} with ${told.join(', ')}`
}

/** Whether two answers are the same page: by its title where it has one, else by what it says. */
function isSamePage(a: Reply, b: Reply): boolean {
  const title = (reply: Reply): string => /<title[^>]*>([^<]*)/i.exec(reply.body)?.[1]?.trim() ?? ''
  return (title(a) !== '' && title(a) === title(b)) || saidOn(a, []) === saidOn(b, [])
}

/** Whether the answers have the same fields: the protected thing, not another page. */
function sharedKeys(a: Reply, b: Reply): boolean {
  const keys = (reply: Reply): string =>
    [...reply.body.matchAll(/"(\w+)"\s*:/g)]
      .map((match) => match[1] ?? '')
      .slice(0, 12)
      .sort()
      .join()
  return keys(a) !== '' && keys(a) === keys(b)
}

/**
 * Whether a user asks about what that very user made: who made a workspace is its owner and may do all to it; another user tells more.
 * Where the path itself is an administrator's, it makes no difference whose the object is.
 */
function isOwnersRight(probing: Probing, operation: Operation, ids: Readonly<Record<string, string>>, user: Session): boolean {
  if (operation.purpose === 'admin' || ADMINISTRATIVE.test(operation.path)) return false
  const path = `${fill(operation.path, ids)}/`
  return probing.state.created.some(
    ({ collection, id, owner }) => owner === user && path.startsWith(`${collection}/${encodeURIComponent(id)}/`),
  )
}

/** Ids of things that we made; null when the operation wants the id of something that is not ours. */
async function ownIds(probing: Probing, operation: Operation): Promise<Readonly<Record<string, string>> | null> {
  const { userA, userB } = probing.identities
  const isUser = /\/(?:users|accounts|members|customers)\/\{/.test(operation.path)
  if (isUser) {
    if (operation.method === 'DELETE') return null
    const id = userB?.userId ?? userA?.userId ?? null
    const name = /\{([^}]+)\}/.exec(operation.path)?.[1]
    return id === null || name === undefined ? null : { [name]: id }
  }
  const ids = await probing.idsFor(operation, userA)
  return operation.method === 'GET' || !(await probing.namesForeign(operation, userA)) ? ids : null
}

/** The role that the user has already, as its token or its login told. */
function roleOf(session: Session): string {
  const role = session.token === null ? undefined : claimsOf(session.token)?.role
  return typeof role === 'string' ? role : (/"role"\s*:\s*"(\w+)"/.exec(session.loginReply?.body ?? '')?.[1] ?? 'user')
}

/** A role that is asked for is the lowest one. */
function harmless(body: Readonly<Record<string, unknown>> | null, role: string): Readonly<Record<string, unknown>> | null {
  if (body === null) return null
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, /role/i.test(name) ? role : value]))
}
