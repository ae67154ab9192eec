import type { SendOptions } from '../client.ts'
import type { Identities } from '../identities.ts'
import type { Operation } from '../operations.ts'
import { headerOf, isRefusal, isSuccess, type Reply } from '../reply.ts'
import { type Session, tokensOf } from '../session.ts'
import { basicHeader, carriersOf, schemeOf } from './carriers.ts'

const MAX_CANDIDATES = 30

/** Looks for a reading operation that refuses strangers and answers the first user, and settles how tokens are carried. */
export async function findCheck(identities: Identities): Promise<void> {
  const { client, steps } = identities
  for (const operation of candidatesIn(identities.operations)) {
    const request: SendOptions = { method: 'GET', path: operation.path }
    const anonymous = await client.send({ ...request, identity: 'anonymous' })
    if (!isRefusal(anonymous) && !(anonymous.status >= 300 && anonymous.status < 400)) continue
    const session = identities.userA ?? (await basicSession(identities, request, anonymous))
    if (session === null) {
      if (identities.registered.length === 0) break
      continue
    }
    if (!(await isAnswered(identities, session, request))) continue
    identities.check = { operation, request }
    client.rememberHealthPath(operation.path)
    steps.push(`${operation.key} refuses strangers and answers ${session.name}`)
    return
  }
  if (identities.userA !== null) steps.push('no operation was found that refuses strangers and answers a user')
}

/** Reads that may show who asks, the likeliest first. */
export function candidatesIn(operations: readonly Operation[]): readonly Operation[] {
  const rank = (operation: Operation): number =>
    (/\/(?:me|profile|account|whoami|current|userinfo|self)\b/.test(operation.path) ? 0 : 2) +
    (operation.declaredAccess === 'authenticated' ? 0 : operation.declaredAccess === 'unknown' ? 1 : 4)
  return operations
    .filter(
      (operation) =>
        operation.method === 'GET' &&
        !operation.path.includes('{') &&
        !['health', 'metrics', 'docs', 'static', 'logout', 'admin'].includes(operation.purpose) &&
        operation.parameters.every((parameter) => !parameter.isRequired),
    )
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MAX_CANDIDATES)
}

/** Whether the session is answered, carried as it is or in another way. */
async function isAnswered(identities: Identities, session: Session, request: SendOptions): Promise<boolean> {
  const { client } = identities
  if (isSuccess(await client.send({ ...request, headers: session.headers, identity: session.name }))) return true
  if (session.loginReply === null || identities.carrier !== null) return false
  const tokens = tokensOf(session.loginReply)
  for (const carrier of carriersOf(tokens, identities.schemes).slice(1)) {
    const headers = carrier(tokens)
    if (headers === null || !isSuccess(await client.send({ ...request, headers, identity: session.name }))) continue
    identities.carrier = carrier
    identities.scheme = schemeOf(headers)
    for (const other of identities.sessions)
      if (other.loginReply !== null) other.headers = carrier(tokensOf(other.loginReply)) ?? other.headers
    return true
  }
  return false
}

/** Users that registered where no login gives tokens: the credentials themselves, in each request. */
async function basicSession(identities: Identities, request: SendOptions, anonymous: Reply): Promise<Session | null> {
  const isBasic = /^basic\b/i.test(headerOf(anonymous, 'www-authenticate')) || identities.schemes.some(({ kind }) => kind === 'basic')
  if (!isBasic) return null
  await identities.enterByBasic(async (name, password) =>
    isSuccess(await identities.client.send({ ...request, headers: basicHeader(name, password), identity: 'user-a' })),
  )
  return identities.userA
}
