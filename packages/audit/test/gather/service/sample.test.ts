import { beforeAll, describe, expect, it } from 'vitest'
import { CONTROLS } from '../../../src/controls/index.ts'
import type { GatheredFacts } from '../../../src/model/facts.ts'
import { decide } from '../../decide.ts'
import { gatherSample } from './gather-sample.ts'
import type { Weakness } from './sample-service.ts'

const outcomeOf = (id: string, facts: GatheredFacts) => {
  const control = CONTROLS.find((candidate) => candidate.id === id)
  if (control === undefined) throw new Error(`there is no control ${id}`)
  return decide(control, 'live', facts)
}

/** Every weakness that the sample service can be given, with the control that must find it. */
const WEAKNESSES: readonly (readonly [Weakness, string])[] = [
  ['anonymous-orders', 'auth.required-by-default'],
  ['signature-ignored', 'auth.token-signature'],
  ['alg-none', 'auth.alg-allowlist'],
  ['no-expiry', 'auth.token-expiry'],
  ['refresh-as-access', 'auth.token-claims'],
  ['weak-secret', 'auth.jwt-secret-strength'],
  ['cors-reflect', 'api.cors'],
  ['no-headers', 'api.security-headers'],
  ['env-served', 'api.exposed-internals'],
  ['docs-open', 'api.docs-exposure'],
  ['banner', 'api.version-disclosure'],
]

describe('a service that does everything right', () => {
  let facts: GatheredFacts
  beforeAll(async () => {
    facts = (await gatherSample([])).facts
  })
  it.each([...new Set(WEAKNESSES.map(([, control]) => control))])('%s passes', (control) => {
    expect(outcomeOf(control, facts)).toMatchObject({ outcome: 'pass' })
  })
})

describe('a service with one weakness', () => {
  it.each(WEAKNESSES)('%s is found by %s', async (weakness, control) => {
    const { facts } = await gatherSample([weakness])
    expect(outcomeOf(control, facts)).toMatchObject({ outcome: 'fail' })
  })
})
