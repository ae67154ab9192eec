import { expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { wantedFacts } from '../../src/judge/wanted-facts.ts'

const wanted = (only: readonly string[] | null, skip: readonly string[] = []) => wantedFacts(CONTROLS, { only, skip })

it('wants all facts when no control is named', () => expect(wanted(null)).toBeNull())

it('wants what the named controls are decided from', () => {
  expect(wanted(['perf.latency-tail'])).toEqual(new Set(['performance']))
  expect([...(wanted(['perf'], ['perf.external-calls']) ?? [])].toSorted()).toEqual(['cacheBehaviour', 'database', 'performance', 'source'])
})

it('wants all when a named control looks at what every probe adds to', () => {
  const control = CONTROLS.find(({ checks }) => checks.some(({ needs }) => [...needs].some((name) => name === 'operations')))
  expect(wanted([control?.id ?? ''])).toBeNull()
})
