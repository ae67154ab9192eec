import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { probeCredentialsInUrl } from '../../../src/gather/service/probes/tokens-in-addresses.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'
import { text } from './users-at.ts'

interface Ways {
  /** What the profile takes a token from, beside the header. */
  readonly profile?: string
  /** How the link reads its token: the user's own, or one that was made for the link alone. */
  readonly link: 'verified' | 'decoded' | 'of its own'
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const seal = (input: string): string => createHmac('sha256', 'a key of the test').update(input).digest('base64url')
const tokenOf = (email: string): string =>
  `${part({ alg: 'HS256' })}.${part({ sub: email })}.${seal(`${part({ alg: 'HS256' })}.${part({ sub: email })}`)}`

function callerIn(token: string, isVerified: boolean): string | null {
  const [head = '', claims = '', signature = ''] = token.split('.')
  if (signature === '' || (isVerified && signature !== seal(`${head}.${claims}`))) return null
  return String((JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string }).sub)
}

function service({ profile, link }: Ways) {
  const users = new Map<string, unknown>()
  return jsonServer(({ method, path, body, headers, query }) => {
    const email = String(body.email)
    if (path === '/register') {
      users.set(email, body.password)
      return [201, { id: users.size, email }]
    }
    if (path === '/login') return users.get(email) === body.password ? [200, { token: tokenOf(email) }] : [401, {}]
    const inHeader = String(headers.authorization ?? '').replace(/^Bearer /, '')
    if (method === 'GET' && path === '/me') {
      const user = callerIn(inHeader, true) ?? callerIn(profile === undefined ? '' : (query.get(profile) ?? ''), true)
      return user === null ? [401, {}] : [200, { email: user }]
    }
    if (path !== '/tickets/print') return [404, {}]
    const given = query.get('token') ?? ''
    const user = link === 'of its own' ? (given === 'made-for-the-link' ? 'somebody' : null) : callerIn(given, link === 'verified')
    return user === null ? [401, {}] : [200, { ticket: 7 }]
  })
}

it.each<readonly [string, Ways, string, string]>([
  ['the header alone, and links with a token of their own', { link: 'of its own' }, 'pass', 'not-verified'],
  ['the address of the profile', { profile: 'access_token', link: 'of its own' }, 'fail', 'not-verified'],
  ['the address of a link', { link: 'verified' }, 'fail', 'pass'],
  ['the address of a link, unverified', { link: 'decoded' }, 'fail', 'fail'],
])('a token in %s', async (_name, ways, inAddress, signature) => {
  const print = operationOf('GET', '/tickets/print')
  const operations = [
    { ...operationOf('POST', '/register', text('email', 'password')), purpose: 'register' as const },
    { ...operationOf('POST', '/login', text('email', 'password')), purpose: 'login' as const },
    { ...operationOf('GET', '/me'), declaredAccess: 'authenticated' as const },
    { ...print, parameters: [{ name: 'token', in: 'query' as const, isRequired: false, schema: {} }] },
  ]
  const facts = await probeAt(service(ways), probeCredentialsInUrl, ['credentialsInUrl', 'tokenMutation'], { operations, registers: true })
  const seen = liveOutcome('data.sensitive-in-url', facts)
  expect(seen.outcome, seen.text).toBe(inAddress)
  const forged = liveOutcome('auth.token-signature', facts)
  expect(forged.outcome, forged.text).toBe(signature)
})
