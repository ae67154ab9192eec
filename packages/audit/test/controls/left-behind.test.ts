import type { RouteFact } from '@assay/flow'
import { expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { known } from '../../src/model/facts.ts'
import { decide } from '../decide.ts'
import { effectOf, guardOf, routeOf, sourceWith } from '../sample-source.ts'

const signedIn = { guards: [guardOf('authentication')] }
const CURRENT = Array.from({ length: 12 }, (_, index) => routeOf(`GET /api/things${index}`, signedIn))
const screen = (path: string, more: Partial<RouteFact> = {}): RouteFact =>
  routeOf(path, { effects: [effectOf('read-many', 'Visit')], ...more })

it.each<[string, readonly RouteFact[], string]>([
  ['rows below a version that nothing else has', [...CURRENT, screen('GET /api/v1/screens/{name}')], 'fail'],
  ['the same behind a guard', [...CURRENT, screen('GET /api/v1/screens/{name}', signedIn)], 'pass'],
  ['the same without rows', [...CURRENT, routeOf('GET /api/v1/status')], 'pass'],
  ['a service that has versions', [...CURRENT, screen('GET /api/v1/screens/{name}'), screen('GET /api/v1/halls', signedIn)], 'pass'],
  ['a version beside pages', [routeOf('GET /about', signedIn), screen('GET /api/v1/screens/{name}')], 'pass'],
])('what is left of an older interface: %s', (_name, routes, outcome) => {
  const control = CONTROLS.find(({ id }) => id === 'api.inventory')
  if (control === undefined) throw new Error('no such control')
  expect(decide(control, 'static', { source: known(sourceWith({ routes })) }, 0).outcome).toBe(outcome)
})
