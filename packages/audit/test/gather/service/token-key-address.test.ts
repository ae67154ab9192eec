import { createHmac, createPublicKey, type JsonWebKeyInput, timingSafeEqual, verify } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { expect, it } from 'vitest'
import { probeTokens } from '../../../src/gather/service/probes/tokens.ts'
import { liveOutcome, operationOf, probeAt } from './probe-harness.ts'

const SECRET = 'r7Qm2xV9-not-a-common-secret-4tL'
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const signed = (input: string): string => createHmac('sha256', SECRET).update(input).digest('base64url')
const body = encode({ sub: '7', role: 'user', exp: Math.floor(Date.now() / 1000) + 900, iat: Math.floor(Date.now() / 1000) })
const head = encode({ alg: 'HS256', typ: 'JWT' })
const TOKEN = `${head}.${body}.${signed(`${head}.${body}`)}`

type Trust = 'own key only' | 'fetches the named key' | 'asks and does not believe'

async function isValid(token: string, trust: Trust): Promise<boolean> {
  const [first = '', second = '', third = ''] = token.split('.')
  try {
    const header = JSON.parse(Buffer.from(first, 'base64url').toString()) as { alg?: string; jku?: string }
    if (header.jku !== undefined && trust !== 'own key only') {
      const { keys } = (await (await fetch(header.jku)).json()) as { keys: JsonWebKeyInput['key'][] }
      const [key] = keys
      if (trust === 'asks and does not believe' || key === undefined) return false
      return verify('sha256', Buffer.from(`${first}.${second}`), createPublicKey({ key, format: 'jwk' }), Buffer.from(third, 'base64url'))
    }
    const wanted = Buffer.from(signed(`${first}.${second}`))
    const given = Buffer.from(third)
    return header.alg === 'HS256' && given.length === wanted.length && timingSafeEqual(given, wanted)
  } catch {
    return false
  }
}

function serviceWith(trust: Trust): Server {
  return createServer((request, response) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    void isValid(token, trust).then((isIn) => response.writeHead(request.url === '/me' ? (isIn ? 200 : 401) : 404).end('{}'))
  })
}

it.each<[Trust, string, string]>([
  ['own key only', 'pass', ''],
  ['fetches the named key', 'fail', 'confirmed: a token is accepted that names the place of its own key (jku)'],
  ['asks and does not believe', 'fail', 'confirmed: the service asks the place that a token names for its key (jku)'],
])('%s', async (trust, outcome, text) => {
  const facts = await probeAt(serviceWith(trust), probeTokens, ['tokenMutation'], {
    operations: [operationOf('GET', '/me')],
    identities: [{ name: 'user', role: 'user', headers: { Authorization: `Bearer ${TOKEN}` } }],
  })
  const decided = liveOutcome('auth.token-signature', facts)
  expect(decided.outcome, decided.text).toBe(outcome)
  expect(decided.text).toContain(text)
})
