import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probeAnonymousAccess } from '../../../src/gather/service/probes/anonymous-access.ts'
import { probeBusinessRaces } from '../../../src/gather/service/probes/business-races.ts'
import { probeCaching } from '../../../src/gather/service/probes/caching.ts'
import { probeHeaderTrust } from '../../../src/gather/service/probes/header-trust.ts'
import { probeOldVersions } from '../../../src/gather/service/probes/old-versions.ts'
import { awaitDeadlines, beginDeadlines } from '../../../src/gather/service/probes/outgoing-deadlines.ts'
import { probeServerSideRequests } from '../../../src/gather/service/probes/server-side-requests.ts'
import { probeSessions } from '../../../src/gather/service/probes/sessions.ts'
import { meeting } from './meeting.ts'
import { operationOf } from './probe-harness.ts'
import { decided, type Handle, refusing, text } from './users-at.ts'

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
  const wait = meeting()
  it.each<readonly [string, boolean, string, string]>([
    ['a code that is marked after a wait', false, '', 'fail'],
    ['a code that is marked after a wait, where paths end in a slash', false, '/', 'fail'],
    ['a code that is marked at once', true, '', 'pass'],
  ])('%s', async (_name, isSafe, slash, outcome) => {
    const used = new Map<string, boolean>()
    const operations = [operationOf('POST', `/coupons${slash}`), operationOf('POST', `/coupons/redeem${slash}`, text('code'))]
    const answer = await decided('auth.race-conditions', probeBusinessRaces, ['raceConditions'], operations, async ({ path, body }) => {
      if (path === `/coupons${slash}`) {
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
  it.each<readonly [string, boolean, string, string]>([
    ['money that is taken after a wait', false, '', 'fail'],
    ['money that is taken after a wait, where paths end in a slash', false, '/', 'fail'],
    ['money that is taken at once', true, '', 'pass'],
  ])('%s', async (_name, isSafe, slash, outcome) => {
    const wallets: { id: number; cents: number }[] = []
    const operations = [
      operationOf('POST', `/wallets${slash}`, text('label')),
      operationOf('GET', `/wallets/{id}${slash}`),
      operationOf('POST', `/wallets/{id}/transfer${slash}`, {
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
        if (path === `/wallets${slash}`) return [201, wallets[wallets.push({ id: wallets.length + 1, cents: 100 }) - 1]]
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
