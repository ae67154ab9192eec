import { describe, expect, it } from 'vitest'
import { combine } from '../../src/judge/combine.ts'
import type { CheckResult } from '../../src/judge/run-checks.ts'
import { defineControl } from '../../src/model/control.ts'
import type { Evidence } from '../../src/model/evidence.ts'
import { type Finding, fail, notApplicable, notVerified, type Outcome, partial, pass } from '../../src/model/outcome.ts'
import type { Method, Profile, Severity } from '../../src/model/words.ts'

const seen: Evidence = { kind: 'source', file: 'app.ts', line: 1, snippet: 'x' }
const finding: Finding = {
  message: 'a defect',
  cwe: [1],
  location: { kind: 'source', file: 'app.ts', line: 1, symbol: 'f', snippet: 'x' },
  evidence: [seen],
}
const OUTCOME: Record<string, Outcome> = {
  pass: pass(seen),
  fail: fail(finding),
  partial: partial('half', [seen]),
  na: notApplicable('no such thing', seen),
  nv: notVerified('no-identity', 'nobody could log in'),
}

function control(severity: Severity) {
  return defineControl({
    id: 'area.name',
    title: 'It holds',
    why: 'Otherwise not.',
    layer: 'application',
    wave: 1,
    severity,
    strengthNeeded: 'observed',
    standards: { cwe: [1] },
    documents: [],
    verifiedBy: { live: 'by asking', config: 'by parsing', static: 'by reading' },
    passesWhen: 'it holds',
    failsWhen: 'it does not',
    fix: {},
    effortHours: [1, 2],
    checks: [],
  })
}

function results(text: string): CheckResult[] {
  return text
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const [method = '', name = ''] = word.split(':')
      return { method: method.replace('!', '') as Method, settles: method.endsWith('!'), refuted: [], outcome: OUTCOME[name] ?? pass(seen) }
    })
}

describe('joining the checks of one control', () => {
  it.each<[string, Severity, Profile, string]>([
    ['', 'high', 'standard', 'not-verified'],
    ['live:nv', 'high', 'standard', 'not-verified'],
    ['live:pass', 'high', 'standard', 'pass'],
    ['static:pass', 'high', 'standard', 'partial'],
    ['static:pass', 'critical', 'static', 'partial'],
    ['config:pass', 'critical', 'static', 'pass'],
    ['static:pass', 'medium', 'standard', 'pass'],
    ['live:nv static:pass', 'high', 'standard', 'partial'],
    ['live:pass static:fail', 'high', 'standard', 'fail'],
    ['live!:pass static:fail', 'high', 'standard', 'pass'],
    ['live!:pass static:partial', 'high', 'standard', 'pass'],
    ['static!:pass live:fail', 'high', 'standard', 'fail'],
    ['live:fail static:pass', 'high', 'standard', 'fail'],
    ['live:pass static:partial', 'high', 'standard', 'pass'],
    ['live:partial static:pass', 'high', 'standard', 'partial'],
    ['live:na static:nv', 'high', 'standard', 'not-applicable'],
    ['live:na static:fail', 'high', 'standard', 'fail'],
    ['live:na static:pass', 'medium', 'standard', 'pass'],
  ])('%s of a %s control in profile %s', (text, severity, profile, outcome) => {
    expect(combine(control(severity), results(text), profile).outcome).toBe(outcome)
  })

  it('keeps what was contradicted, marked', () => {
    const { findings } = combine(control('high'), results('live!:pass static:fail'), 'standard')
    expect(findings).toMatchObject([{ contradicted: true, method: 'static' }])
  })

  it.each<[string, string, 'confirmed' | 'likely', Outcome['outcome'], boolean]>([
    ['the route that was refused', '/admin/users/{id}', 'likely', 'pass', true],
    ['another route', '/admin/keys', 'likely', 'fail', false],
    ['what was confirmed otherwise', '/admin/users/{id}', 'confirmed', 'fail', false],
  ])('a claim of the source on %s', (_name, path, confidence, outcome, contradicted) => {
    const claim: Outcome = {
      outcome: 'fail',
      findings: [{ message: 'open', cwe: [285], confidence, location: { kind: 'route', method: 'GET', path }, evidence: [seen] }],
    }
    const combined = combine(
      control('high'),
      [
        { method: 'live', settles: false, refuted: [{ method: 'GET', path: '/admin/users/:user' }], outcome: pass(seen) },
        { method: 'static', settles: false, refuted: [], outcome: claim },
      ],
      'standard',
    )
    expect(combined).toMatchObject({ outcome, findings: [{ contradicted }] })
  })

  it.each([
    ['a route that was tried', 'GET /tickets/{code}', true],
    ['a route that was not', 'GET /me', false],
  ])('a pass settles a claim of the source on %s: %s', (_name, tried, contradicted) => {
    const location = {
      kind: 'source',
      file: 'a.ts',
      line: 1,
      endLine: 1,
      symbol: 'a',
      snippet: 'a',
      route: { method: 'GET', path: '/tickets/:code' },
    } as const
    const claim: Outcome = {
      outcome: 'fail',
      findings: [{ message: 'open', cwe: [347], confidence: 'likely', location, evidence: [seen] }],
    }
    const looked = pass({ kind: 'inventory', what: 'routes', count: 1, of: 1, items: [`${tried}: altered`], note: '' })
    const combined = combine(
      control('high'),
      [
        { method: 'live', settles: true, refuted: [], outcome: looked },
        { method: 'static', settles: false, refuted: [], outcome: claim },
      ],
      'standard',
    )
    expect(combined.findings).toMatchObject([{ contradicted }])
  })

  it('leaves out a check that has nothing to say', () => {
    const silent: CheckResult = { method: 'config', settles: false, refuted: [], outcome: notVerified('no-data', '') }
    const combined = combine(control('high'), [silent, ...results('live:nv')], 'standard')
    expect(combined).toMatchObject({ reason: 'no-identity', because: 'nobody could log in' })
  })

  it('passes the reason of an unverified check on', () => {
    expect(combine(control('high'), results('live:nv'), 'standard')).toMatchObject({
      reason: 'no-identity',
      because: 'nobody could log in',
    })
    expect(combine(control('high'), [], 'standard')).toMatchObject({ reason: 'not-implemented' })
  })
})
