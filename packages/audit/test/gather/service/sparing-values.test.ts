import { expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probePathTraversal } from '../../../src/gather/service/probes/path-traversal.ts'
import { probeReflection } from '../../../src/gather/service/probes/reflection.ts'
import { probeTypeHandling } from '../../../src/gather/service/probes/type-handling.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import type { ProbeName } from '../../../src/model/facts/service.ts'
import { type Asked, jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'
import { text } from './users-at.ts'

type Answer = readonly [number, unknown, Readonly<Record<string, string>>?]

/** What a probe at injection points asked beyond the first acceptable requests, and what a control makes of it. */
async function sparing(
  control: string,
  probe: (probing: Probing, points: Awaited<ReturnType<typeof injectionPoints>>) => Promise<void>,
  names: readonly ProbeName[],
  operations: Parameters<typeof probeAt>[3],
  handle: (asked: Asked) => Answer,
) {
  let asked = 0
  let before = 0
  const server = jsonServer((each) => {
    asked += 1
    return handle(each)
  })
  const facts = await probeAt(
    server,
    async (probing) => {
      const points = await injectionPoints(probing)
      before = asked
      await probe(probing, points)
    },
    names,
    operations,
  )
  return { ...liveOutcome(control, facts), requests: asked - before }
}

const NOTE = { operations: [operationOf('POST', '/notes', text('name', 'text', 'place'))] }

it.each<readonly [string, (body: Record<string, unknown>) => Answer, string, string, number]>([
  ['takes anything', () => [201, { id: 1 }], 'pass', '', 9],
  [
    'refuses what is no text',
    (body) => (Object.values(body).every((one) => typeof one === 'string') ? [201, { id: 1 }] : [422, {}]),
    'pass',
    '',
    28,
  ],
  ['fails at lists in one field', ({ place }) => (Array.isArray(place) ? [500, {}] : [201, { id: 1 }]), 'fail', 'body place', 14],
])('wrong values for a service that %s', async (_name, answer, outcome, told, most) => {
  const seen = await sparing('input.type-handling', probeTypeHandling, ['typeHandling'], NOTE, ({ body }) => answer(body))
  expect(seen.outcome, seen.text).toBe(outcome)
  expect(seen.text).toContain(told)
  expect(seen.requests).toBeLessThanOrEqual(most)
})

it('sends a form for a number no more texts once these were refused', async () => {
  const form = operationOf(
    'POST',
    '/orders',
    { type: 'object', properties: { copies: { type: 'integer' } } },
    'application/x-www-form-urlencoded',
  )
  const answer = ({ text }: Asked): Answer =>
    /^copies=\d+$/.test(text) ? [302, '', { location: '/orders' }] : [200, '<p>a number</p>', HTML]
  const seen = await sparing('input.type-handling', probeTypeHandling, ['typeHandling'], { operations: [form] }, answer)
  expect(seen.requests).toBeLessThanOrEqual(4)
})

const READ = (name: string) => ({
  operations: [
    { ...operationOf('GET', '/read'), parameters: [{ name, in: 'query' as const, isRequired: true, schema: { type: 'string' as const } }] },
  ],
})
const HTML = { 'content-type': 'text/html' }

it.each<readonly [string, (asked: Asked) => Answer, string, number]>([
  [
    'comes into a header as it is',
    ({ query, raw }) => {
      const [value = '', name, own] = (query.get('title') ?? raw).split(/\r\n|: /)
      return [
        200,
        '<p>read</p>',
        { ...HTML, 'x-title': value.replace(/[^\w ]/g, ''), ...(name === undefined ? {} : { [name]: own ?? '' }) },
      ]
    },
    'fail',
    12,
  ],
  ['comes into no header', () => [200, '<p>read</p>', HTML], 'pass', 5],
])('a line break in a value that %s', async (_name, handle, outcome, most) => {
  const seen = await sparing('input.header-injection', probeReflection, ['headerInjection', 'crossSiteScripting'], READ('title'), handle)
  expect(seen.outcome, seen.text).toBe(outcome)
  expect(seen.requests).toBeLessThanOrEqual(most)
})

/** Reads a file whose name went through a filter that takes `../` away once. */
const filtered = ({ query }: Asked): Answer => {
  const path = (query.get('name') ?? '').replaceAll('../', '')
  if (/^(?:\.\.\/)+etc\/passwd$/.test(path)) return [200, 'root:x:0:0:root:/root:/bin/sh\n', { 'content-type': 'text/plain' }]
  return path.startsWith('assay') ? [200, 'welcome', { 'content-type': 'text/plain' }] : [404, 'no such file']
}

it.each<readonly [string, (asked: Asked) => Answer, string, number]>([
  ['names a file, behind a filter', filtered, 'fail', 24],
  ['is any word', () => [200, { hello: 'world' }], 'pass', 22],
])('ways out of a folder for a value that %s', async (_name, handle, outcome, most) => {
  const seen = await sparing('input.path-traversal', probePathTraversal, ['pathTraversal'], READ('name'), handle)
  expect(seen.outcome, seen.text).toBe(outcome)
  expect(seen.requests).toBeLessThanOrEqual(most)
})
