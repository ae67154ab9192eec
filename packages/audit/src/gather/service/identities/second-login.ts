import type { SendOptions } from '../client.ts'
import type { Identities } from '../identities.ts'
import type { Operation } from '../operations.ts'
import { isRedirect, isSuccess, type Reply } from '../reply.ts'
import { type Credentials, cookiesIn, type FoundTokens, maskSession, type Session, tokensOf } from '../session.ts'
import { carriersOf, schemeOf } from './carriers.ts'
import { candidatesIn } from './check.ts'
import { isPasswordName } from './credential-fields.ts'
import type { DeclaredIdentities } from './declared.ts'
import type { Login, LoginAnswer } from './login.ts'

/** One way in which callers prove themselves, where a service may have several: a token for scripts, a cookie for pages. */
export interface AuthScheme {
  readonly login: Login | null
  /** What it opens, and nothing else does. */
  readonly check: { readonly operation: Operation; readonly request: SendOptions } | null
  readonly usesCookies: boolean
  readonly headersOf: (session: Session) => Readonly<Record<string, string>>
  /** What the login answered. */
  readonly replyOf: (session: Session) => Reply | null
}

/** Reads that are asked for one that the first login does not open. */
const MOST_READS = 8
const MOST_LOGINS = 2

/**
 * Looks for a login whose session opens what that of the first does not, as where pages have a cookie and scripts a token, and has
 * everybody carry both. The one that gives a token is the first from then on.
 */
export async function findSecondLogin(identities: Identities, declared: DeclaredIdentities | null): Promise<void> {
  const { entrance, ordinaryUser: user, check } = identities
  if (entrance === null || check === null || user?.credentials == null || identities.second !== null) return
  const others = identities.logins.filter(
    ({ operation }) =>
      operation.path !== entrance.operation.path && operation !== identities.register && operation.declaredAccess !== 'privileged',
  )
  const refused = others.length === 0 ? [] : await refusedTo(identities, user)
  if (refused.length === 0) return
  for (const login of others.slice(0, MOST_LOGINS)) {
    const answer = await enter(identities, login, user.credentials, user.name)
    const headers = answer === null ? null : headersFrom(identities, answer)
    if (answer === null || headers === null || isOfOneKind(headers, user.headers)) continue
    const opened = await firstOpened(identities, refused, headers)
    if (opened === null) continue
    const isToken = tokensOf(answer.reply).access !== null && user.token === null
    const [first, second] = isToken ? [login, entrance] : [entrance, login]
    if (isToken) preferToken(identities, login, opened)
    identities.second = { login: second, check: isToken ? check : opened }
    for (const session of identities.sessions) await carryBoth(identities, session, credentialsOf(session, declared))
    identities.facts.length = 0
    for (const session of identities.sessions) await identities.verify(session)
    identities.steps.push(`${second.operation.key} opens what ${first.operation.key} does not: everybody carries both`)
    return
  }
}

/** Enters a declared identity whose login was refused as it was declared: with its credentials, in the form and under the names that the login takes. */
export async function enterOtherwise(identities: Identities, identity: DeclaredIdentities[number]): Promise<void> {
  const declared = credentialsIn(identity)
  if (declared === null) return
  // Which of the two the login calls a name is learnt for everybody: only one of them may be right.
  const isAddress = declared.email.includes('@')
  const credentials = { ...declared, ...(isAddress ? { username: 'assay' } : { email: 'assay@example.com' }) }
  const session = await identities.enter(identity.name, identity.role, 'declared', credentials, null)
  if (session === null) return
  identities.steps.push(`${identity.name}: entered with the declared credentials in another way`)
  identities.sessions.push(session)
}

/** Has a session carry what both logins give, now and whenever it is renewed. */
export async function carryBoth(identities: Identities, session: Session, credentials: Credentials | null): Promise<void> {
  if (identities.second === null || credentials === null) return
  const { renew } = session
  session.renew = async () => {
    if (!(await renew())) return false
    await enterMissing(identities, session, credentials)
    return true
  }
  if (session.token === null && session.made !== 'declared') await session.renew()
  else await enterMissing(identities, session, credentials)
}

/** The ways in which callers prove themselves, the first login's first. */
export function schemesInUse(identities: Identities): readonly AuthScheme[] {
  const { entrance, check, scheme, second } = identities
  const only = ({ headers }: Session, wantsCookie: boolean): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => (name === 'cookie') === wantsCookie))
  const first: AuthScheme = {
    login: entrance,
    check,
    usesCookies: scheme === 'cookie',
    headersOf: (session) => (second === null ? session.headers : only(session, scheme === 'cookie')),
    replyOf: ({ loginReply }) => loginReply,
  }
  if (second === null) return [first]
  return [first, { ...second, usesCookies: true, headersOf: (session) => only(session, true), replyOf: ({ secondReply }) => secondReply }]
}

/** Makes the login that gives a token the first. */
function preferToken(identities: Identities, login: Login, check: NonNullable<Identities['check']>): void {
  identities.logins = [login, ...identities.logins.filter((other) => other !== login)]
  identities.entrance = login
  identities.scheme = 'bearer'
  identities.carrier = null
  identities.check = check
  identities.client.rememberHealthPath(check.operation.path)
  login.operation.purpose = 'login'
}

/** Logs in where the session carries nothing yet. */
async function enterMissing(identities: Identities, session: Session, credentials: Credentials): Promise<void> {
  const { entrance, second } = identities
  const hasCookie = session.headers.cookie !== undefined
  const login = hasCookie && session.token === null ? entrance : hasCookie ? null : (second?.login ?? null)
  const answer = login === null ? null : await enter(identities, login, credentials, session.name)
  const headers = answer === null ? null : headersFrom(identities, answer)
  if (answer === null || headers === null) return
  for (const [name, value] of Object.entries(cookiesIn(headers.cookie ?? '')))
    identities.client.masking.add(value, `$COOKIE_${name.toUpperCase().replace(/\W/g, '_')}`)
  session.headers = { ...session.headers, ...headers }
  if (login === second?.login) session.secondReply = answer.reply
  else session.token = tokensOf(answer.reply).access
  maskSession(identities.client, session)
}

async function enter(identities: Identities, login: Login, credentials: Credentials, name: string): Promise<LoginAnswer | null> {
  let taken: LoginAnswer | null = null
  await login.logIn(credentials, name, identities.registration?.body ?? null, (answer) => {
    taken = answer
    return headersFrom(identities, answer) !== null
  })
  return taken
}

function headersFrom({ schemes }: Identities, { reply, page }: LoginAnswer): Readonly<Record<string, string>> | null {
  const found = tokensOf(reply)
  const tokens: FoundTokens = page === null ? found : { ...found, cookies: { ...page.cookies, ...found.cookies } }
  return carriersOf(tokens, schemes)[0]?.(tokens) ?? null
}

/** One cookie beside one token can be carried together; two tokens cannot. */
function isOfOneKind(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  return (schemeOf(one) === 'cookie') === (schemeOf(other) === 'cookie')
}

/** Reads that send a user away as they send strangers. */
async function refusedTo({ client, operations }: Identities, { headers, name }: Session): Promise<readonly Operation[]> {
  const refused: Operation[] = []
  for (const operation of candidatesIn(operations).slice(0, MOST_READS)) {
    if (operation.declaredAccess === 'privileged') continue
    const reply = await client.send({ method: 'GET', path: operation.path, headers, identity: name, mayFail: true })
    if (reply.status === 401 || isRedirect(reply)) refused.push(operation)
  }
  return refused
}

async function firstOpened(
  { client }: Identities,
  refused: readonly Operation[],
  headers: Readonly<Record<string, string>>,
): Promise<Identities['check']> {
  for (const operation of refused.slice(0, 5)) {
    const request: SendOptions = { method: 'GET', path: operation.path }
    if (isSuccess(await client.send({ ...request, headers, identity: 'user-a', mayFail: true }))) return { operation, request }
  }
  return null
}

/** Credentials of somebody who was registered, or those in the login that the configuration declares. */
function credentialsOf({ name, credentials }: Session, declared: DeclaredIdentities | null): Credentials | null {
  if (credentials !== null) return credentials
  const own = declared?.find((identity) => identity.name === name)
  return own === undefined ? null : credentialsIn(own)
}

/** What the declared login sends for name and password; null where it does not say which is which. */
function credentialsIn({ login }: DeclaredIdentities[number]): Credentials | null {
  const body = login?.body ?? {}
  const texts = Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const password = texts.find(([field]) => isPasswordName(field))?.[1]
  const own = texts.find(([field]) => !isPasswordName(field))?.[1]
  return password === undefined || own === undefined ? null : { email: own, username: own, phone: own, password }
}
