import { describe, expect, it } from 'vitest'
import { blockersOf, type GateInput, gatesOf, verdictOf } from '../../src/judge/gates.ts'
import type { OutcomeName } from '../../src/model/words.ts'

const GATED = [
  'perf.latency-tail',
  'perf.error-rate',
  'perf.throughput',
  'ops.backup-restore-tested',
  'ops.rollback-tested',
  'ops.test-gate',
  'secrets.git-history',
  'ops.monitoring',
  'ops.alerting',
]

function input(change: Partial<Record<string, OutcomeName>> = {}, findings: GateInput['findings'] = []): GateInput {
  return {
    controls: GATED.map((id) => ({ id, title: id, wave: 1, because: '', outcome: change[id] ?? 'pass' })),
    findings,
    selfCheck: { state: 'passed', because: 'both as expected' },
  }
}
const finding = (severity: GateInput['findings'][number]['severity'], status: GateInput['findings'][number]['status'] = 'open') => ({
  fingerprint: 'a1-1',
  control: 'auth.x',
  severity,
  status,
  message: 'a defect',
})
const verdict = (given: GateInput, profile: 'static' | 'standard' = 'standard') =>
  verdictOf(gatesOf(given), given.findings, profile, ['standard', 'full']).verdict

describe('the verdict', () => {
  it.each([
    ['all gates pass, nothing open', input(), 'READY'],
    ['a medium is open', input({}, [finding('medium')]), 'READY WITH CONDITIONS'],
    ['a high is accepted', input({}, [finding('high', 'accepted-risk')]), 'READY WITH CONDITIONS'],
    ['a finding was suppressed as false', input({}, [finding('high', 'suppressed')]), 'READY'],
    ['a high is open', input({}, [finding('high')]), 'NOT READY'],
    ['a critical is open', input({}, [finding('critical')]), 'NOT READY'],
    ['a budget is broken', input({ 'perf.latency-tail': 'fail' }), 'NOT READY'],
    ['a drill is missing', input({ 'ops.rollback-tested': 'not-verified' }), 'NOT ENOUGH EVIDENCE'],
    ['a drill is only half shown', input({ 'ops.rollback-tested': 'partial' }), 'NOT ENOUGH EVIDENCE'],
    ['the self-check did not run', { ...input(), selfCheck: { state: 'not-run', because: '' } } as GateInput, 'NOT ENOUGH EVIDENCE'],
    ['the self-check failed', { ...input(), selfCheck: { state: 'failed', because: 'weak not caught' } } as GateInput, 'NOT READY'],
    ['nothing was verified', input(Object.fromEntries(GATED.map((id) => [id, 'not-verified' as const]))), 'NOT ENOUGH EVIDENCE'],
  ] as const)('%s: %s', (_, given, expected) => {
    expect(verdict(given)).toBe(expected)
  })

  it('is never READY in profile static', () => {
    expect(verdict(input(), 'static')).toBe('NOT ENOUGH EVIDENCE')
  })

  it('names every open critical and high as a blocker', () => {
    const given = input({}, [finding('critical'), finding('high'), finding('medium')])
    expect(blockersOf(gatesOf(given), given.findings).map(({ gate }) => gate)).toEqual(['G1', 'G2'])
  })
})
