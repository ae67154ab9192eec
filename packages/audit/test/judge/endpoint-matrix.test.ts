import { describe, expect, it } from 'vitest'
import { authenticationScore } from '../../src/judge/authentication-score.ts'
import { endpointMatrix } from '../../src/judge/endpoint-matrix.ts'
import { POLICY } from '../../src/judge/policy.ts'
import type { OperationFact, ProbeFact, Trial } from '../../src/model/facts/service.ts'
import { known } from '../../src/model/facts.ts'
import type { ControlResult } from '../../src/model/report.ts'
import type { OutcomeName } from '../../src/model/words.ts'

const operation = (key: string, more: Partial<OperationFact> = {}): OperationFact => {
  const [method = '', path = ''] = key.split(' ')
  return {
    key,
    method,
    path,
    origins: ['openapi'],
    parameters: [],
    body: null,
    declaredAccess: 'authenticated',
    purpose: 'other',
    exists: 'yes',
    baselineStatus: 200,
    coverage: 'tested',
    coverageBecause: '',
    file: null,
    line: null,
    ...more,
  }
}
const trial = (key: string, saw: Trial['saw'], details: Trial['details'] = {}): Trial => {
  const [method = '', path = ''] = key.split(' ')
  return {
    name: 'x',
    method,
    path,
    parameter: null,
    identity: 'anonymous',
    saw,
    effect: '',
    baseline: null,
    control: null,
    attempts: [],
    reproduced: { count: 0, of: 0 },
    details,
    file: null,
    line: null,
  }
}
const probe = (...trials: Trial[]): ProbeFact => ({ trials, notTried: [], requests: 1 })
const BODY = { contentType: 'application/json', isRequired: true, schema: {} }

describe('the matrix of endpoints', () => {
  const matrix = endpointMatrix({
    operations: known([
      operation('GET /api/v1/orders'),
      operation('GET /api/v1/orders/{id}'),
      operation('POST /api/v1/orders', { body: BODY }),
      operation('GET /products', { declaredAccess: 'unknown' }),
      operation('POST /login', { purpose: 'login', declaredAccess: 'public', body: BODY }),
      operation('GET /health', { purpose: 'health' }),
      operation('GET /gone', { exists: 'no' }),
    ]),
    anonymousAccess: known(
      probe(
        trial('GET /api/v1/orders', 'no-effect'),
        trial('GET /api/v1/orders/{id}', 'effect'),
        trial('POST /api/v1/orders', 'blocked'),
        trial('GET /products', 'effect', { changesState: false, showsOwnObject: false }),
      ),
    ),
    objectAccess: known(probe(trial('GET /api/v1/orders/{id}', 'no-effect'))),
    typeHandling: known(probe(trial('POST /api/v1/orders', 'no-effect'))),
    sqlInjection: known(probe(trial('POST /api/v1/orders', 'effect'))),
    loginThrottle: known(probe(trial('POST /login', 'no-effect'))),
  })
  it('counts by noun, leaving out what does not apply', () => {
    expect(matrix).toEqual([
      {
        name: 'authentication',
        operations: 1,
        authentication: { held: 0, failed: 0, unknown: 0 },
        authorization: { held: 0, failed: 0, unknown: 0 },
        validation: { held: 0, failed: 0, unknown: 1 },
        limits: { held: 1, failed: 0, unknown: 0 },
      },
      {
        name: 'orders',
        operations: 3,
        authentication: { held: 1, failed: 1, unknown: 1 },
        authorization: { held: 1, failed: 0, unknown: 0 },
        validation: { held: 0, failed: 1, unknown: 0 },
        limits: { held: 0, failed: 0, unknown: 3 },
      },
      {
        name: 'products',
        operations: 1,
        authentication: { held: 0, failed: 0, unknown: 0 },
        authorization: { held: 0, failed: 0, unknown: 0 },
        validation: { held: 0, failed: 0, unknown: 0 },
        limits: { held: 0, failed: 0, unknown: 1 },
      },
    ])
  })
  it('is empty where nothing was asked', () => {
    expect(endpointMatrix({})).toEqual([])
  })
})

describe('the score of authentication', () => {
  const control = (id: string, outcome: OutcomeName, weight: number, more: Partial<ControlResult> = {}): ControlResult =>
    ({
      id,
      area: id.split('.')[0],
      title: id,
      outcome,
      weight,
      because: 'seen',
      documents: [],
      findings: ['f1'],
      isInScope: true,
      ...more,
    }) as ControlResult
  it('takes off for each control by its weight, and names it', () => {
    const score = authenticationScore(
      [
        control('auth.a', 'fail', 6),
        control('auth.b', 'pass', 3),
        control('session.c', 'partial', 1),
        control('auth.d', 'not-verified', 9),
        control('auth.e', 'not-applicable', 9),
        control('secrets.f', 'fail', 2, { documents: ['B-AUTH-19'] }),
        control('secrets.g', 'fail', 50),
        control('auth.h', 'fail', 50, { isInScope: false }),
      ],
      POLICY,
    )
    expect(score).toMatchObject({ of: 10, verified: 4, controls: 5, notVerified: [{ control: 'auth.d' }] })
    expect(score?.deductions.map(({ control: id, points }) => [id, points])).toEqual([
      ['auth.a', 5],
      ['secrets.f', 1.7],
      ['session.c', 0.4],
    ])
    expect(score?.score).toBeCloseTo(10 - (score?.deductions ?? []).reduce((sum, { points }) => sum + points, 0), 0)
  })
  it('is none where nothing was verified', () => {
    expect(authenticationScore([control('auth.d', 'not-verified', 9)], POLICY)).toBeNull()
  })
})
