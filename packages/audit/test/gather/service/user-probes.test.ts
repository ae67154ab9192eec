import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { probeAnonymousAccess } from '../../../src/gather/service/probes/anonymous-access.ts'
import { probeApiKeys } from '../../../src/gather/service/probes/api-keys.ts'
import { probeBusinessRaces } from '../../../src/gather/service/probes/business-races.ts'
import { probeCaching } from '../../../src/gather/service/probes/caching.ts'
import { probeHeaderTrust } from '../../../src/gather/service/probes/header-trust.ts'
import { probeNosqlInjection } from '../../../src/gather/service/probes/nosql-injection.ts'
import { probeOldVersions } from '../../../src/gather/service/probes/old-versions.ts'
import { awaitDeadlines, beginDeadlines } from '../../../src/gather/service/probes/outgoing-deadlines.ts'
import { probeServerSideRequests } from '../../../src/gather/service/probes/server-side-requests.ts'
import { probeSessions } from '../../../src/gather/service/probes/sessions.ts'
import { probeFileUpload } from '../../../src/gather/service/probes/uploads.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import type { ProbeName } from '../../../src/model/facts/service.ts'
import { valueIfKnown } from '../../../src/model/facts.ts'
import { type Asked, liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'

type Answer = readonly [number, unknown, Readonly<Record<string, string>>?]
type Handle = (asked: Asked, user: string | null) => Answer | Promise<Answer>
const text = (...names: readonly string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
})

async function decided(
  control: string,
  probe: (probing: Probing) => Promise<void>,
  facts: readonly ProbeName[],
  operations: readonly Operation[],
  handle: Handle,
): Promise<ReturnType<typeof liveOutcome>> {
  const all = [...USER_OPERATIONS, ...operations].map((operation) => ({
    ...operation,
    origins: [...operation.origins],
    gaps: new Set<string>(),
  }))
  const gathered = await probeAt(userServer(handle), probe, facts, { operations: all, registers: true, startedByUs: true })
  return liveOutcome(control, gathered)
}

const refusing =
  (handle: (asked: Asked, user: string) => Answer | Promise<Answer>): Handle =>
  (asked, user) =>
    user === null ? [401, { error: 'who are you' }] : handle(asked, user)

describe('API keys', () => {
  const operations = [
    operationOf('POST', '/api-keys', text('label')),
    operationOf('GET', '/api-keys'),
    operationOf('DELETE', '/api-keys/{id}'),
  ]
  interface Ways {
    readonly make: (count: number) => string
    readonly list?: 'whole'
    readonly address?: true
    readonly keeps?: true
  }
  const long = (count: number): string =>
    `sk_${String(count * 7919).padStart(4, '0')}${'aZ3kQ9xLm2Vb7Rt5Yw8Nc4Pd6Gf1Hj0S'.split('').reverse().join('')}${count}`
  it.each<readonly [string, Ways, string, string]>([
    ['random, shown once, ended', { make: long }, 'pass', ''],
    ['a counter', { make: (count) => `customer-key-${count}` }, 'fail', 'differ in'],
    ['shown again in the list', { make: long, list: 'whole' }, 'fail', 'shows the whole key again'],
    ['taken from the address', { make: long, address: true }, 'fail', 'taken from the address (api_key)'],
    ['alive after its removal', { make: long, keeps: true }, 'fail', 'after it was removed'],
  ])('%s', async (_name, { make, list, address, keeps }, outcome, told) => {
    const keys = new Map<string, string>()
    let count = 0
    const handle: Handle = ({ method, path, headers, query }, user) => {
      const key = headers['x-api-key'] ?? (address === true ? query.get('api_key') : null)
      if (path === '/me') return [...keys.values()].includes(String(key)) ? [200, { id: 1 }] : [401, {}]
      if (user === null) return [401, {}]
      if (method === 'POST') {
        count += 1
        keys.set(String(count), make(count))
        return [201, { id: count, api_key: make(count) }]
      }
      if (method === 'GET')
        return [200, [...keys].map(([id, value]) => ({ id, key: list === 'whole' ? value : `${value.slice(0, 6)}...` }))]
      if (keeps !== true) keys.delete(path.split('/').at(-1) ?? '')
      return [204, '']
    }
    const outcomes = await decided('auth.api-key-hygiene', probeApiKeys, ['apiKeys'], operations, (asked, user) =>
      asked.path === '/me' || asked.path.startsWith('/api-keys') ? handle(asked, user) : [404, {}],
    )
    expect(outcomes.outcome, outcomes.text).toBe(outcome)
    expect(outcomes.text).toContain(told)
  })
})

describe('a second door', () => {
  const pin = operationOf('POST', '/pin', text('email', 'pin'))
  it.each<readonly [string, (value: unknown) => boolean, string]>([
    ['that takes operators', (value) => typeof value === 'object' && value !== null && '$ne' in value, 'fail'],
    ['that takes text alone', (value) => value === '4711', 'pass'],
  ])('%s', async (_name, isRight, outcome) => {
    const answer = await decided(
      'input.nosql-injection',
      (probing) => probeNosqlInjection(probing, []),
      ['nosqlInjection'],
      [pin],
      ({ path, body }) => (path === '/pin' && isRight(body.pin) ? [200, { token: 'a-token-of-somebody' }] : [401, {}]),
    )
    expect(answer.outcome, answer.text).toBe(outcome)
  })
})

describe('conditions of a search', () => {
  const notes = [
    { id: 1, title: 'one' },
    { id: 2, title: 'two' },
  ]
  const meets = (note: { readonly title: string }, condition: unknown, isOpen: boolean): boolean => {
    if (typeof condition === 'string') return note.title === condition
    const [[operator, value] = ['', '']] = Object.entries((condition ?? {}) as Record<string, unknown>)
    if (!isOpen) return false
    return operator === '$ne' ? note.title !== value : operator === '$eq' ? note.title === value : false
  }
  it.each<readonly [string, boolean, string]>([
    ['with operators of the database', true, 'fail'],
    ['with plain values', false, 'pass'],
  ])('%s', async (_name, isOpen, outcome) => {
    const answer = await decided(
      'input.nosql-injection',
      async (probing) => probeNosqlInjection(probing, await injectionPoints(probing)),
      ['nosqlInjection'],
      [operationOf('POST', '/notes/query')],
      refusing(({ path, body }) => {
        const filter = body.filter as { title?: unknown } | undefined
        return path === '/notes/query'
          ? [200, notes.filter((note) => filter?.title === undefined || meets(note, filter.title, isOpen))]
          : [404, {}]
      }),
    )
    expect(answer.outcome, answer.text).toBe(outcome)
  })
})

describe('uploads by name', () => {
  const operations = [operationOf('PUT', '/files/{name}'), operationOf('GET', '/files/{name}')].map((operation) => ({
    ...operation,
    body: null,
  }))
  it.each<readonly [string, boolean, boolean, string]>([
    [
      'served to strangers, as what they say they are',
      true,
      true,
      'confirmed: GET /files/{name} answers anybody (200) and shows objects of a user',
    ],
    ['served to users, as bytes', false, false, ''],
  ])('%s', async (_name, isOpen, isActive, told) => {
    const files = new Map<string, string>()
    const service = userServer(({ method, path }, user) => {
      const name = decodeURIComponent(path)
      if (!path.startsWith('/files/')) return [404, {}]
      if (user === null && (method === 'PUT' || !isOpen)) return [401, {}]
      if (method === 'PUT') return [201, { url: path }]
      const type = isOpen && name.endsWith('.html') ? 'text/html' : 'application/octet-stream'
      return files.has(name) ? [200, files.get(name), { 'content-type': type }] : [404, {}]
    })
    // Files are bytes: they are kept beside the handler, which sees JSON alone.
    service.on('request', (request) => {
      const chunks: Buffer[] = []
      if (request.method !== 'PUT' || request.headers.authorization === undefined) return
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => files.set(decodeURIComponent(request.url ?? ''), Buffer.concat(chunks).toString()))
    })
    const all = [...USER_OPERATIONS, ...operations].map((operation) => ({ ...operation, gaps: new Set<string>() }))
    const facts = await probeAt(service, probeFileUpload, ['fileUpload', 'anonymousAccess'], { operations: all, registers: true })
    const html = valueIfKnown(facts.fileUpload)?.trials.find(({ name }) => name === 'html')
    expect(html?.details.isActive).toBe(isActive)
    expect(liveOutcome('auth.required-by-default', facts).text).toContain(told)
  })
})

describe('the name of an upload', () => {
  it.each<readonly [string, (name: string) => number, string]>([
    ['that is used as a path', (name) => (/^[^./]+\//.test(name) ? 500 : 201), 'fail'],
    ['that is a name only', () => 201, 'not-verified'],
    ['that must not have folders', (name) => (name.includes('/') ? 400 : 201), 'not-verified'],
  ])('%s', async (_name, statusFor, outcome) => {
    const service = userServer(({ path }) => (path === '/documents' ? [201, { id: 1 }] : [404, {}]))
    service.removeAllListeners('request')
    const users = userServer(() => [404, {}])
    service.on('request', (request, response) => {
      if (request.url !== '/documents') return void users.emit('request', request, response)
      let body = ''
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString('latin1')
      })
      request.on('end', () =>
        response.writeHead(statusFor(/filename="([^"]*)"/.exec(body)?.[1] ?? ''), { 'content-type': 'application/json' }).end('{"id":1}'),
      )
    })
    const upload = operationOf(
      'POST',
      '/documents',
      { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
      'multipart/form-data',
    )
    const all = [...USER_OPERATIONS, upload].map((operation) => ({ ...operation, gaps: new Set<string>() }))
    const facts = await probeAt(service, probeFileUpload, ['fileUpload', 'pathTraversal'], { operations: all, registers: true })
    expect(liveOutcome('input.path-traversal', facts).outcome).toBe(outcome)
  })
})

describe('a list that is kept for a while', () => {
  it.each<readonly [string, (url: string, user: string) => string, string]>([
    ['under its address alone', (url) => url, 'fail'],
    ['under its address and its user', (url, user) => `${user} ${url}`, 'pass'],
  ])('%s', async (_name, keyOf, outcome) => {
    const things: { id: number; owner: string; title: unknown }[] = []
    const kept = new Map<string, unknown>()
    const operations = [operationOf('POST', '/things', text('title')), operationOf('GET', '/things')]
    const answer = await decided(
      'cache.isolation',
      async (probing) => {
        await probing.create('/things', {}, probing.identities.userA)
        await probeCaching(probing)
      },
      ['caching'],
      operations,
      refusing(({ method, path, query, body }, user) => {
        if (path !== '/things') return [404, {}]
        if (method === 'POST') {
          things.push({ id: things.length + 1, owner: user, title: body.title })
          return [201, things.at(-1)]
        }
        const key = keyOf(`${path}?${query}`, user)
        if (!kept.has(key))
          kept.set(
            key,
            things.filter(({ owner }) => owner === user),
          )
        return [200, kept.get(key)]
      }),
    )
    expect(answer.outcome, answer.text).toBe(outcome)
  })
})

describe('who is let in', () => {
  it.each<readonly [string, Handle, string, string]>([
    [
      'a header of the inside',
      ({ path, headers }) => (path === '/internal/jobs' && headers['x-internal'] === 'true' ? [200, [{ id: 1 }]] : [403, {}]),
      'fail',
      'x-internal',
    ],
    ['nobody', () => [403, {}], 'pass', ''],
  ])('%s', async (_name, handle, outcome, told) => {
    const answer = await decided(
      'auth.required-by-default',
      probeHeaderTrust,
      ['anonymousAccess'],
      [operationOf('GET', '/internal/jobs')],
      handle,
    )
    expect(answer.outcome, answer.text).toBe(outcome)
    expect(answer.text).toContain(told)
  })
  it.each<readonly [string, boolean, string]>([
    ['an update by a stranger, of what the run did not make', true, 'fail'],
    ['one that answers and changes nothing', false, 'fail'],
  ])('%s', async (_name, isReal, outcome) => {
    const tasks = [{ id: 1, state: 'open' }]
    const operations = [operationOf('GET', '/tasks'), operationOf('PATCH', '/tasks/{id}', text('state'))]
    const answer = await decided(
      'auth.required-by-default',
      probeAnonymousAccess,
      ['anonymousAccess'],
      operations,
      ({ method, path, body }) => {
        if (method === 'PATCH' && isReal) tasks[0] = { id: 1, state: String(body.state) }
        return path.startsWith('/tasks') ? [200, method === 'PATCH' ? tasks[0] : tasks] : [404, {}]
      },
    )
    expect(tasks).toEqual([{ id: 1, state: 'open' }])
    expect(answer.outcome).toBe(outcome)
    expect(answer.text).toContain(isReal ? 'confirmed: PATCH' : 'likely: PATCH')
  })
  it.each<readonly [string, number, string]>([
    ['an old version beside one that asks', 200, 'fail'],
    ['an old version that asks too', 401, 'pass'],
  ])('%s', async (_name, status, outcome) => {
    const operations = [operationOf('GET', '/legacy/users'), operationOf('GET', '/users')]
    const answer = await decided('api.inventory', probeOldVersions, ['oldVersions'], operations, ({ path }) =>
      path === '/legacy/users' ? [status, [{ id: 1 }]] : path === '/users' ? [401, {}] : [404, {}],
    )
    expect(answer.outcome, answer.text).toBe(outcome)
  })
})

describe('a token that gives the next', () => {
  it.each<readonly [string, boolean, string]>([
    ['for ever', true, 'fail'],
    ['not', false, 'not-applicable'],
  ])('%s', async (_name, renews, outcome) => {
    const refresh = { ...operationOf('POST', '/token/refresh'), purpose: 'refresh' as const }
    const answer = await decided(
      'auth.refresh-rotation',
      probeSessions,
      ['refreshRotation', 'revocation', 'raceConditions'],
      [refresh],
      (asked, user) => (asked.path === '/token/refresh' && renews && user !== null ? [200, { token: `token-of-${user}` }] : [401, {}]),
    )
    expect(answer.outcome === 'not-verified' ? 'not-applicable' : answer.outcome, answer.text).toBe(outcome)
  })
})

describe('at once', () => {
  const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))
  it.each<readonly [string, boolean, string]>([
    ['a code that is marked after a wait', false, 'fail'],
    ['a code that is marked at once', true, 'pass'],
  ])('%s', async (_name, isSafe, outcome) => {
    const used = new Map<string, boolean>()
    const operations = [operationOf('POST', '/coupons'), operationOf('POST', '/coupons/redeem', text('code'))]
    const answer = await decided('auth.race-conditions', probeBusinessRaces, ['raceConditions'], operations, async ({ path, body }) => {
      if (path === '/coupons') {
        const code = `C-${used.size + 1}`
        used.set(code, false)
        return [201, { code, value: 5 }]
      }
      const code = String(body.code)
      if (used.get(code) !== false) return [409, {}]
      if (isSafe) used.set(code, true)
      await wait()
      used.set(code, true)
      return [200, { credit: 5 }]
    })
    expect(answer.outcome, answer.text).toBe(outcome)
  })
  it.each<readonly [string, boolean, string]>([
    ['money that is taken after a wait', false, 'fail'],
    ['money that is taken at once', true, 'pass'],
  ])('%s', async (_name, isSafe, outcome) => {
    const wallets: { id: number; cents: number }[] = []
    const operations = [
      operationOf('POST', '/wallets', text('label')),
      operationOf('GET', '/wallets/{id}'),
      operationOf('POST', '/wallets/{id}/transfer', {
        type: 'object',
        properties: { target: { type: 'integer' }, cents: { type: 'integer' } },
      }),
    ]
    const answer = await decided(
      'auth.race-conditions',
      probeBusinessRaces,
      ['raceConditions'],
      operations,
      async ({ method, path, body }) => {
        if (path === '/wallets') return [201, wallets[wallets.push({ id: wallets.length + 1, cents: 100 }) - 1]]
        const wallet = wallets[Number(path.split('/')[2]) - 1]
        if (wallet === undefined) return [404, {}]
        if (method === 'GET') return [200, wallet]
        if (wallet.cents < Number(body.cents)) return [409, {}]
        if (!isSafe) await wait()
        wallet.cents -= Number(body.cents)
        return [200, wallet]
      },
    )
    expect(answer.outcome, answer.text).toBe(outcome)
  })
})

describe('addresses', () => {
  it('is asked for ours where the name of a trusted host may stand anywhere', async () => {
    const feeds = [
      operationOf('POST', '/feeds', { type: 'object', properties: { feed: { type: 'string' } } }),
      operationOf('GET', '/about'),
    ]
    const answer = await decided(
      'input.ssrf',
      async (probing) => probeServerSideRequests(probing, await injectionPoints(probing)),
      ['serverSideRequests'],
      feeds,
      refusing(async ({ path, body }) => {
        if (path === '/about') return [200, { home: 'https://wiki.test.example/start' }]
        if (!String(body.feed).includes('wiki.test.example')) return [400, { error: 'not ours' }]
        return [200, { text: await (await fetch(String(body.feed))).text() }]
      }),
    )
    expect(answer).toMatchObject({ outcome: 'fail', text: expect.stringContaining('confirmed') })
  })

  it.each<readonly [string, number | null, string, string]>([
    ['no deadline', null, 'fail', 'still waited'],
    ['a deadline', 150, 'pass', ''],
  ])('that never answer: %s', async (_name, deadlineMs, outcome, told) => {
    const fetches = operationOf('POST', '/fetch', { type: 'object', properties: { url: { type: 'string' } } })
    const quick = createServer((_request, response) => response.end('quick'))
    await new Promise<void>((resolve) => quick.listen(0, '127.0.0.1', resolve))
    try {
      const answer = await decided(
        'perf.external-calls',
        async (probing) => {
          const [point] = await injectionPoints(probing)
          if (point === undefined) throw new Error('there is no point')
          beginDeadlines(probing, [{ point, make: (base) => base, quick: point.accepted.reply }], 900)
          await awaitDeadlines(probing)
        },
        ['outgoingCalls'],
        [fetches],
        refusing(async ({ body }) => {
          const url = String(body.url).includes('127.0.0.1')
            ? String(body.url)
            : `http://127.0.0.1:${(quick.address() as AddressInfo).port}`
          const answered = await fetch(url, deadlineMs === null ? {} : { signal: AbortSignal.timeout(deadlineMs) })
          return [200, { text: await answered.text() }]
        }),
      )
      expect(answer.outcome, answer.text).toBe(outcome)
      expect(answer.text).toContain(told)
    } finally {
      quick.close()
    }
  })
})
