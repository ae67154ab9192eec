import { expect, it } from 'vitest'
import { probeSharedAnswers } from '../../../src/gather/service/probes/shared-answers.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { type Asked, liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'

/** How a service finds what it kept of an answer; null keeps nothing. */
type KeyOf = (asked: Asked, user: string) => string | null

const SUMMARY = { ...operationOf('GET', '/orders/summary'), declaredAccess: 'authenticated' as const }
const COURSE = {
  ...operationOf('GET', '/courses/{id}/summary'),
  declaredAccess: 'authenticated' as const,
  parameters: [
    { name: 'id', in: 'path' as const, isRequired: true, schema: { example: '1' } },
    { name: 'language', in: 'query' as const, isRequired: false, schema: {} },
  ],
}

function service(keyOf: KeyOf) {
  const kept = new Map<string, unknown>()
  const bookings = new Map<string, unknown[]>()
  return userServer((asked, user) => {
    if (user === null) return [401, {}]
    const { method, path, body } = asked
    const own = bookings.get(user) ?? []
    if (method === 'POST' && path === '/bookings') {
      const booking = { id: 40 + own.length, courseId: 3, note: body.note }
      bookings.set(user, [...own, booking])
      return [201, booking]
    }
    const key = keyOf(asked, user)
    const known = key === null ? undefined : kept.get(key)
    if (known !== undefined) return [200, known]
    const id = Number(/^\/courses\/(\d+)\/summary$/.exec(path)?.[1])
    const fresh = Number.isNaN(id)
      ? { email: user, orders: own.length }
      : { course: id, yours: own.filter((each) => (each as { courseId: number }).courseId === id) }
    if (key !== null) kept.set(key, fresh)
    return [200, fresh]
  })
}

const WITHIN = {
  ...operationOf('GET', '/bookings/overview'),
  declaredAccess: 'authenticated' as const,
  parameters: [{ name: 'days', in: 'query' as const, isRequired: false, schema: { type: 'integer' } }],
}

it.each<readonly [string, KeyOf, string]>([
  ['by the number of days, not by user', ({ query }) => query.get('days') ?? '', 'fail'],
  ['by that number and by user', ({ query }, user) => `${user} ${query.get('days')}`, 'pass'],
])('an overview that is kept: %s', async (_name, keyOf, outcome) => {
  const kept = new Map<string, unknown>()
  const notes = new Map<string, unknown>()
  const server = userServer((asked, user) => {
    if (user === null) return [401, {}]
    if (asked.method === 'POST') {
      notes.set(user, asked.body.note)
      return [201, { id: notes.size, note: asked.body.note }]
    }
    const key = keyOf(asked, user) ?? ''
    if (!kept.has(key)) kept.set(key, { last: notes.get(user) ?? null, bookings: 1 })
    return [200, kept.get(key)]
  })
  const operations = [...USER_OPERATIONS, BOOKINGS, WITHIN].map((operation) => ({ ...operation, gaps: new Set<string>() }))
  const probe = async (probing: Probing): Promise<void> => {
    await probing.create('/bookings', {}, probing.identities.userA)
    await probeSharedAnswers(probing)
  }
  const seen = liveOutcome('cache.isolation', await probeAt(server, probe, ['caching'], { operations, registers: true }))
  expect(seen.outcome, seen.text).toBe(outcome)
})

const SINCE = {
  ...operationOf('GET', '/bookings/report'),
  declaredAccess: 'authenticated' as const,
  parameters: [{ name: 'since', in: 'query' as const, isRequired: true, schema: { type: 'string', format: 'date-time' } }],
}

it.each<readonly [string, KeyOf, string]>([
  ['by the day that must be given, not by user', ({ path, query }) => `${path} ${query.get('since')}`, 'fail'],
  ['by that day and by user', ({ path, query }, user) => `${user} ${path} ${query.get('since')}`, 'pass'],
])('a report that is kept: %s', async (_name, keyOf, outcome) => {
  const kept = new Map<string, unknown>()
  const bookings: { readonly user: string; readonly note: unknown; readonly id: number }[] = []
  const server = userServer((asked, user) => {
    if (user === null) return [401, {}]
    const { method, path, body, query } = asked
    if (method === 'POST' && path === '/bookings') {
      bookings.push({ user, note: body.note, id: 40 + bookings.length })
      return [201, { id: bookings.at(-1)?.id, note: body.note }]
    }
    if (path !== '/bookings/report') return [404, {}]
    if (Number.isNaN(Date.parse(query.get('since') ?? ''))) return [422, { error: 'since' }]
    const key = keyOf(asked, user)
    if (!kept.has(key ?? '')) kept.set(key ?? '', { notes: bookings.filter((each) => each.user === user).map(({ note }) => note) })
    return [200, kept.get(key ?? '')]
  })
  const operations = [...USER_OPERATIONS, BOOKINGS, SINCE].map((operation) => ({ ...operation, gaps: new Set<string>() }))
  const probe = async (probing: Probing): Promise<void> => {
    await probing.create('/bookings', {}, probing.identities.userA)
    await probeSharedAnswers(probing)
  }
  const seen = liveOutcome('cache.isolation', await probeAt(server, probe, ['caching'], { operations, registers: true }))
  expect(seen.outcome, seen.text).toBe(outcome)
})

const BOOKINGS = operationOf('POST', '/bookings', { type: 'object', properties: { note: { type: 'string' } }, required: ['note'] })

it.each<readonly [string, KeyOf, string]>([
  ['one entry for all', ({ path }) => path, 'fail'],
  [
    'by address and language, not by user',
    ({ path, query }) => (path.startsWith('/courses') ? `${path} ${query.get('language')}` : null),
    'fail',
  ],
  ['by the whole address, not by user', ({ path, query }) => (path.startsWith('/courses') ? `${path} ${query}` : null), 'fail'],
  ['by user', ({ path, query }, user) => `${user} ${path} ${query}`, 'pass'],
  ['nothing is kept', () => null, 'pass'],
])('a service that keeps its answers: %s', async (_name, keyOf, outcome) => {
  const operations = [...USER_OPERATIONS, BOOKINGS, operationOf('GET', '/bookings/{id}'), SUMMARY, COURSE].map((operation) => ({
    ...operation,
    origins: [...operation.origins],
    gaps: new Set<string>(),
  }))
  const probe = async (probing: Probing): Promise<void> => {
    await probing.create('/bookings', {}, probing.identities.userA)
    await probeSharedAnswers(probing)
  }
  const facts = await probeAt(service(keyOf), probe, ['caching'], { operations, registers: true })
  const seen = liveOutcome('cache.isolation', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
})

const YEAR = {
  ...operationOf('GET', '/bookings/overview'),
  declaredAccess: 'authenticated' as const,
  parameters: [{ name: 'year', in: 'query' as const, isRequired: false, schema: {} }],
}
const BOOKING = { ...operationOf('GET', '/bookings/{id}'), declaredAccess: 'authenticated' as const }

it.each<readonly [string, 'year' | 'user' | 'none', string]>([
  ['by the year, not by user', 'year', 'fail'],
  ['by user', 'user', 'pass'],
  ['not at all, though it shows what all have', 'none', 'pass'],
])('an overview of a year that takes no word of ours is kept %s', async (_name, keptBy, outcome) => {
  const kept = new Map<string, unknown>()
  const notes: { readonly user: string; readonly note: unknown }[] = []
  const server = userServer(({ method, path, body, query }, user) => {
    if (user === null) return [401, {}]
    if (method === 'POST') return [201, { id: notes.push({ user, note: body.note }), note: body.note }]
    if (path !== '/bookings/overview') {
      const booking = notes[Number(path.split('/').at(-1)) - 1]
      return booking?.user === user ? [200, booking] : [404, {}]
    }
    const year = query.get('year') ?? '2026'
    if (!/^\d{4}$/.test(year)) return [422, {}]
    const own = keptBy === 'none' ? notes : notes.filter((one) => one.user === user)
    const fresh = { count: own.length, last: own.at(-1)?.note ?? null }
    if (keptBy === 'none') return [200, fresh]
    const key = keptBy === 'year' ? year : `${user} ${year}`
    if (!kept.has(key)) kept.set(key, fresh)
    return [200, kept.get(key)]
  })
  const operations = [...USER_OPERATIONS, BOOKINGS, BOOKING, YEAR].map((operation) => ({ ...operation, gaps: new Set<string>() }))
  const probe = async (probing: Probing): Promise<void> => {
    await probing.create('/bookings', {}, probing.identities.userA)
    await probeSharedAnswers(probing)
  }
  const seen = liveOutcome('cache.isolation', await probeAt(server, probe, ['caching'], { operations, registers: true }))
  expect(seen.outcome, seen.text).toBe(outcome)
})

it('a page that names one thing in its address and shows it to all is nothing that was kept', async () => {
  const tickets: { readonly user: string; readonly ref: string; readonly note: unknown }[] = []
  const server = userServer(({ method, path, body, query }, user) => {
    const shown = /^\/t\/(\w+)$/.exec(path)?.[1]
    if (shown !== undefined) {
      if (query.size > 0) return [400, { error: 'unknown parameter' }]
      const open = tickets.find(({ ref }) => ref === shown)
      return open === undefined ? [404, {}] : [200, { note: open.note }]
    }
    if (user === null) return [401, {}]
    if (method === 'POST') {
      tickets.push({ user, ref: `K7QX${tickets.length}`, note: body.note })
      return [201, { id: tickets.length, ...tickets.at(-1) }]
    }
    const mine = tickets[Number(path.split('/').at(-1)) - 1]
    return mine?.user === user ? [200, mine] : [404, {}]
  })
  const made = operationOf('POST', '/bookings', { type: 'object', properties: { note: { type: 'string' } } })
  const operations = [...USER_OPERATIONS, made, operationOf('GET', '/bookings/{id}'), operationOf('GET', '/t/{ref}')].map((operation) => ({
    ...operation,
    gaps: new Set<string>(),
  }))
  const probe = async (probing: Probing): Promise<void> => {
    await probing.create('/bookings', {}, probing.identities.userA)
    await probeSharedAnswers(probing)
  }
  const seen = liveOutcome('cache.isolation', await probeAt(server, probe, ['caching'], { operations, registers: true }))
  expect(seen.outcome, seen.text).not.toBe('fail')
})
