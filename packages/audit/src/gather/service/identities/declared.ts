import type { DeclaredStep, UserConfiguration } from '../../../model/user-configuration.ts'
import type { ServiceClient } from '../client.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { cookieHeader, type FoundTokens, maskSession, newSession, type Session, tokensOf, userIdOf } from '../session.ts'
import { basicHeader } from './carriers.ts'
import { runSteps, withSaved } from './steps.ts'

export type DeclaredIdentities = NonNullable<UserConfiguration['identities']>
export type DeclaredIdentity = DeclaredIdentities[number]
/** Runs a command of the user's; why it may not is the answer where it may not. */
export type ScriptRunner = (
  command: string,
) => Promise<{ readonly headers: Readonly<Record<string, string>> | null; readonly because: string }>

export interface DeclaredParts {
  readonly client: ServiceClient
  readonly carry: (tokens: FoundTokens) => Readonly<Record<string, string>> | null
  readonly runScript: ScriptRunner
  readonly onStep: (text: string) => void
}

/** A session of an identity that the configuration declares; `renew` enters it, again and again. */
export function declaredSession(identity: DeclaredIdentity, parts: DeclaredParts): Session {
  const { client } = parts
  for (const value of secretsOf(identity)) client.masking.add(value, '$SECRET')
  const session: Session = newSession({
    name: identity.name,
    role: identity.role,
    made: 'declared',
    credentials: null,
    renew: async () => enter(session, identity, parts),
  })
  return session
}

async function enter(session: Session, identity: DeclaredIdentity, parts: DeclaredParts): Promise<boolean> {
  const entered = await headersOf(identity, parts)
  if (entered === null) return false
  const { headers, reply } = entered
  const tokens = reply === null ? null : tokensOf(reply, identity.login?.token ?? null)
  session.headers = { ...givenHeaders(identity), ...headers }
  session.token = /^Bearer\s+(\S+)$/i.exec(session.headers.authorization ?? '')?.[1] ?? tokens?.access ?? null
  session.refreshToken = tokens?.refresh ?? null
  session.userId = reply === null ? session.userId : (userIdOf(reply, tokens?.access ?? null) ?? session.userId)
  session.loginReply = reply
  session.loggedInAt = Date.now()
  for (const [name, value] of Object.entries(session.headers))
    parts.client.masking.add(value, name === 'cookie' ? `$COOKIE` : `$${name.toUpperCase().replace(/\W/g, '_')}`)
  maskSession(parts.client, session)
  return true
}

interface Entered {
  readonly headers: Readonly<Record<string, string>>
  readonly reply: Reply | null
}

async function headersOf(identity: DeclaredIdentity, parts: DeclaredParts): Promise<Entered | null> {
  const { name, script } = identity
  if (script !== undefined) {
    const { headers, because } = await parts.runScript(script)
    parts.onStep(headers === null ? `${name}: ${because}` : `${name}: the script printed ${Object.keys(headers).join(', ')}`)
    return headers === null ? null : { headers: lowerCased(headers), reply: null }
  }
  const steps = stepsOf(identity)
  if (steps.length === 0) return { headers: {}, reply: null }
  const { isDone, last, cookies, saved } = await runSteps(steps, parts.client, name, parts.onStep)
  if (!isDone || last === null) return null
  if (identity.carry !== undefined) return { headers: lowerCased(mapped(identity.carry, (value) => withSaved(value, saved))), reply: last }
  const found = tokensOf(last, identity.login?.token ?? null)
  const headers = parts.carry({ ...found, cookies: { ...cookies, ...found.cookies } })
  if (headers !== null && (isSuccess(last) || Object.keys(cookies).length > 0)) return { headers, reply: last }
  parts.onStep(`${name}: the answer holds neither a token nor a cookie; say with login.token or carry where it is`)
  return null
}

/** A login and a grant of OAuth as steps. */
function stepsOf({ login, steps, oauth }: DeclaredIdentity): readonly DeclaredStep[] {
  if (steps !== undefined) return steps
  if (login !== undefined) return [{ method: login.method, path: login.path, body: login.body, encoding: login.encoding }]
  if (oauth === undefined) return []
  const { tokenPath, clientId, clientSecret, scope, username, password, clientAuthentication } = oauth
  const isInHeader = clientAuthentication === 'basic'
  return [
    {
      method: 'POST',
      path: tokenPath,
      encoding: 'form',
      headers: isInHeader ? { ...basicHeader(clientId, clientSecret ?? '') } : {},
      body: {
        grant_type: username === undefined ? 'client_credentials' : 'password',
        ...(isInHeader ? {} : { client_id: clientId, ...(clientSecret === undefined ? {} : { client_secret: clientSecret }) }),
        ...(scope === undefined ? {} : { scope }),
        ...(username === undefined ? {} : { username, password: password ?? '' }),
      },
    },
  ]
}

function givenHeaders({ headers, cookies, basic }: DeclaredIdentity): Record<string, string> {
  return {
    ...lowerCased(headers ?? {}),
    ...(cookies === undefined ? {} : { cookie: cookieHeader(cookies) }),
    ...(basic === undefined ? {} : basicHeader(basic.username, basic.password)),
  }
}

function secretsOf({ headers, cookies, basic, login, oauth, steps }: DeclaredIdentity): readonly string[] {
  const inBody = (body: Readonly<Record<string, unknown>> | undefined): readonly string[] =>
    Object.entries(body ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' && /pass|secret|token|pin|key/i.test(name) ? [value] : [],
    )
  return [
    ...Object.values(headers ?? {}),
    ...Object.values(cookies ?? {}),
    ...(basic === undefined ? [] : [basic.password]),
    ...(oauth === undefined ? [] : [oauth.clientSecret, oauth.password].filter((value) => value !== undefined)),
    ...inBody(login?.body),
    ...(steps ?? []).flatMap(({ body }) => inBody(body)),
  ]
}

function mapped(headers: Readonly<Record<string, string>>, change: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(value)]))
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
