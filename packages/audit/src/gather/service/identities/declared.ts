import type { UserConfiguration } from '../../../model/user-configuration.ts'
import type { ServiceClient } from '../client.ts'
import { isSuccess } from '../reply.ts'
import { encodeBody } from '../requests.ts'
import { type FoundTokens, maskSession, type Session, tokensOf, userIdOf } from '../session.ts'

export type DeclaredIdentities = NonNullable<UserConfiguration['identities']>
export type DeclaredIdentity = DeclaredIdentities[number]

/** A session of an identity that the configuration declares, and how it is entered. */
export function declaredSession(
  identity: DeclaredIdentity,
  client: ServiceClient,
  carry: (tokens: FoundTokens) => Readonly<Record<string, string>> | null,
  onStep: (text: string) => void,
): Session {
  const headers = lowerCased(identity.headers ?? {})
  const session: Session = {
    name: identity.name,
    role: identity.role,
    made: 'declared',
    credentials: null,
    headers,
    token: /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null,
    refreshToken: null,
    userId: null,
    loginReply: null,
    loggedInAt: Date.now(),
    renew: async () => false,
  }
  for (const value of Object.values(headers)) client.masking.add(value, '$TOKEN')
  const { login } = identity
  if (login === undefined) return session
  for (const [name, value] of Object.entries(login.body)) if (/pass|secret|token/i.test(name)) client.masking.add(value, '$PASSWORD')
  const encoded = encodeBody(login.encoding === 'form' ? 'application/x-www-form-urlencoded' : 'application/json', login.body)
  session.renew = async () => {
    const reply = await client.send({
      method: login.method,
      path: login.path,
      headers: { 'content-type': encoded.contentType },
      body: encoded.body,
      identity: identity.name,
    })
    const found = tokensOf(reply, login.token ?? null)
    const carried = carry(found)
    if (!isSuccess(reply) || carried === null) {
      onStep(`${login.method} ${login.path}: the declared identity ${identity.name} could not log in (${reply.status || reply.error})`)
      return false
    }
    Object.assign(session, {
      headers: { ...headers, ...carried },
      token: found.access,
      refreshToken: found.refresh,
      userId: userIdOf(reply, found.access),
      loginReply: reply,
      loggedInAt: Date.now(),
    })
    maskSession(client, session)
    return true
  }
  return session
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
