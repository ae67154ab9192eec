import type { RouteFact } from '@assay/flow'
import { afterEach, describe, expect, it } from 'vitest'
import { probePrototypePollution } from '../../../src/gather/service/probes/prototype-pollution.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'

type Fields = Record<string, unknown>

/** The server runs in the test's own process: what it writes into prototypes is kept in a stand-in for them. */
let prototype: Fields = {}
afterEach(() => {
  prototype = {}
})

function carelessMerge(target: Fields, source: Fields): void {
  for (const key of Object.keys(source)) {
    const value = source[key]
    if (key === '__proto__' && typeof value === 'object') Object.assign(prototype, value)
    else target[key] = value
  }
}

function setPath(target: Fields, path: string, value: unknown): void {
  const [first, second] = path.split('.')
  if (first === '__proto__' && second !== undefined) prototype[second] = value
  else target[path] = value
}

const PREFERENCES = operationOf('PUT', '/preferences', { type: 'object', properties: { theme: { type: 'string' } } })
const SETTINGS = operationOf('PATCH', '/settings', { type: 'object', properties: { path: { type: 'string' }, value: { type: 'string' } } })
const OPERATIONS = [PREFERENCES, SETTINGS, operationOf('GET', '/defaults')]

describe('prototypes', () => {
  it.each<readonly [string, (path: string, body: Fields, shared: Fields) => void, boolean, string, string]>([
    [
      'a careless merge',
      (path, body, shared) => void (path === '/preferences' && carelessMerge({ ...shared }, body)),
      true,
      'fail',
      'written to __proto__',
    ],
    [
      'a path that is followed',
      (path, body) => void (path === '/settings' && setPath({}, String(body.path), body.value)),
      true,
      'fail',
      'a path through __proto__',
    ],
    [
      'an object that all share by design',
      (path, body, shared) =>
        void (path === '/preferences' && Object.assign(shared, body, Object.getOwnPropertyDescriptor(body, '__proto__')?.value)),
      true,
      'partial',
      'not only by way of the prototype',
    ],
    ['a merge of own fields', () => undefined, true, 'pass', ''],
    ['a process that is not ours', () => undefined, false, 'not-verified', 'only at --intensity intrusive'],
  ])('%s', async (_name, write, startedByUs, outcome, text) => {
    const shared: Fields = {}
    const server = jsonServer(({ method, path, body }) => {
      if (method !== 'GET') {
        write(path, body, shared)
        return [200, { done: true }]
      }
      return path === '/defaults' ? [200, { theme: shared.theme ?? prototype.theme ?? 'light', font: prototype.font ?? 'sans' }] : [404, {}]
    })
    const facts = await probeAt(server, probePrototypePollution, ['prototypePollution'], { operations: OPERATIONS, startedByUs })
    const decided = liveOutcome('input.prototype-pollution', facts)
    expect(decided.outcome, decided.text).toBe(outcome)
    expect(decided.text).toContain(text)
    expect(prototype.theme ?? 'light').toBe('light')
  })

  it('is shown by the status of errors where no answer has defaults', async () => {
    const server = jsonServer(({ path, body, isBroken }) => {
      if (path !== '/preferences') return [404, {}]
      if (isBroken) return [typeof prototype.status === 'number' ? prototype.status : 400, { error: 'broken' }]
      carelessMerge({}, body)
      return [200, { done: true }]
    })
    const facts = await probeAt(server, probePrototypePollution, ['prototypePollution'], { operations: [PREFERENCES], startedByUs: true })
    const decided = liveOutcome('input.prototype-pollution', facts)
    expect(decided.outcome, decided.text).toBe('fail')
    expect(decided.text).toContain('a broken body gets 510')
    expect(prototype.status).toBeNull()
  })
})

describe('a service whose routes are all of Python', () => {
  it.each([
    ['app/routes.py', 'not-applicable'],
    ['src/routes.ts', 'pass'],
  ])('%s: %s', async (file, expected) => {
    const route = { method: 'PUT', path: '/preferences', place: { file, line: 1, endLine: 1, symbol: 'save', snippet: '' } } as RouteFact
    const facts = await probeAt(
      jsonServer(({ method }) => (method === 'GET' ? [200, { theme: 'light' }] : [200, {}])),
      probePrototypePollution,
      ['prototypePollution'],
      { operations: OPERATIONS, routes: [route], intensity: 'intrusive', registers: false },
    )
    expect(liveOutcome('input.prototype-pollution', facts).outcome).toBe(expected)
  })
})
