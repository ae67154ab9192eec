import type { SecurityScheme } from '../openapi.ts'
import { cookieHeader, type FoundTokens } from '../session.ts'

/** A way to carry a token, by header. */
export type Carrier = (tokens: FoundTokens) => Readonly<Record<string, string>> | null

const OTHER_HEADERS = [
  ['authorization', 'Token '],
  ['authorization', ''],
  ['authorization', 'JWT '],
  ['x-access-token', ''],
  ['x-auth-token', ''],
  ['x-api-key', ''],
  ['api-key', ''],
  ['apikey', ''],
  ['x-session-token', ''],
  ['x-token', ''],
  ['x-session', ''],
  ['x-session-id', ''],
  ['x-auth', ''],
  ['token', ''],
] as const

/** Ways to carry what a login gave, the likeliest first. */
export function carriersOf(tokens: FoundTokens, schemes: readonly SecurityScheme[]): readonly Carrier[] {
  const carriers: Carrier[] = []
  if (tokens.access !== null) {
    for (const { kind, name } of schemes) if (kind === 'header' && name.toLowerCase() !== 'authorization') carriers.push(inHeader(name, ''))
    // What came in a header of the service's own goes back in it.
    if (tokens.header !== undefined && tokens.header !== 'authorization') carriers.push(inHeader(tokens.header, ''))
    carriers.push(inHeader('authorization', 'Bearer '))
  }
  if (Object.keys(tokens.cookies).length > 0)
    carriers.push(({ cookies }) => (Object.keys(cookies).length === 0 ? null : { cookie: cookieHeader(cookies) }))
  if (tokens.access !== null) {
    for (const { kind, name } of schemes)
      if (kind === 'cookie') carriers.push(({ access }) => (access === null ? null : { cookie: `${name}=${access}` }))
    for (const { kind, name } of schemes) if (kind === 'read-header') carriers.push(inHeader(name, ''))
    for (const [name, prefix] of OTHER_HEADERS) carriers.push(inHeader(name, prefix))
  }
  return carriers
}

/** Credentials themselves in each request, where a service has no login at all. */
export function basicHeader(name: string, password: string): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` }
}

export function schemeOf(headers: Readonly<Record<string, string>>): 'bearer' | 'cookie' | 'header' {
  return 'authorization' in headers ? 'bearer' : 'cookie' in headers ? 'cookie' : 'header'
}

function inHeader(name: string, prefix: string): Carrier {
  return ({ access }) => (access === null ? null : { [name.toLowerCase()]: `${prefix}${access}` })
}
