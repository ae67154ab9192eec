import type { FiveTestsResult } from '@assay/load'
import { describe, expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { known, unknown } from '../../src/model/facts.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { decide } from '../decide.ts'

type Measurement = FiveTestsResult['distribution']
type Estimate = Measurement['errorRate']

const estimate = (value: number, spread = 0.1): Estimate => ({
  value,
  lower: value * (1 - spread),
  upper: value * (1 + spread),
  confidence: 0.95,
})

function measurement(change: Partial<Measurement> & { readonly p95?: Estimate; readonly p50?: number } = {}): Measurement {
  const { p95 = estimate(50), p50 = 10, ...rest } = change
  return {
    description: 'closed model',
    model: { kind: 'closed' },
    connections: 50,
    requests: 1000,
    errors: 0,
    errorRate: { value: 0, lower: 0, upper: 0.004, confidence: 0.95 },
    errorClasses: {},
    statuses: { 200: 1000 },
    durationMs: 30_000,
    ratePerSecond: 300,
    latencyMs: { p50: estimate(p50), p90: p95, p95, p99: p95, min: 1, max: 100, mean: 12 },
    drift: { direction: 'none', relativeChange: 0, probability: 1, blocks: 20 },
    histogram: { unit: 'us', subBucketBits: 10, count: 0, sum: 0, min: 0, max: 0, buckets: '' },
    timeline: [],
    void: null,
    notes: [],
    generatorCpuMs: 10,
    ...rest,
  }
}

function results(change: Partial<FiveTestsResult> = {}): FiveTestsResult {
  return {
    base: 'http://127.0.0.1:1',
    quick: false,
    distribution: measurement(),
    endpoints: [],
    concurrent: measurement(),
    database: { assessed: false, because: 'no endpoint is known to ask the database' },
    sustained: measurement(),
    process: { state: 'unknown', because: 'not started by us' },
    leak: { verdict: 'not-assessable', because: 'watched for 30 s' },
    durationMs: 60_000,
    notes: [],
    aborted: false,
    ...change,
  }
}

function outcomeOf(id: string, change: Partial<FiveTestsResult> = {}): Outcome {
  const control = CONTROLS.find((each) => each.id === id)
  if (control === undefined) throw new Error(`no control ${id}`)
  return decide(control, 'load', { performance: known(results(change)) })
}

const endpoint = (name: string, p50: number) => ({ ...measurement({ p50 }), name, method: 'GET', path: name })
const samples = (cpuMs: number) =>
  [0, 1000].map((atMs) => ({
    atMs,
    processes: 1,
    threads: 5,
    cpuMs: (cpuMs * atMs) / 1000,
    rssBytes: 1,
    pssBytes: null,
    descriptors: null,
    contextSwitches: null,
  }))

describe('performance controls decide by confidence bounds', () => {
  it.each<[string, string, Partial<FiveTestsResult>, string]>([
    ['perf.latency-tail', 'inside the budget', {}, 'pass'],
    ['perf.latency-tail', 'outside the budget', { distribution: measurement({ p95: estimate(900) }) }, 'fail'],
    ['perf.latency-tail', 'an interval that holds the budget', { distribution: measurement({ p95: estimate(500, 0.2) }) }, 'not-verified'],
    ['perf.latency-tail', 'a void run', { distribution: measurement({ void: 'the generator was the bottleneck' }) }, 'not-verified'],
    ['perf.latency-tail', 'a rate limit in the way', { distribution: measurement({ statuses: { 200: 900, 429: 100 } }) }, 'not-verified'],
    ['perf.error-rate', 'no error in a thousand', {}, 'pass'],
    [
      'perf.error-rate',
      'one in ten',
      {
        distribution: measurement({ errors: 100, errorRate: estimate(0.1), errorClasses: { 'status 500': 100 } }),
        sustained: measurement({ requests: 10 }),
      },
      'fail',
    ],
    [
      'perf.error-rate',
      'too few to tell',
      {
        distribution: measurement({ requests: 50, errorRate: { value: 0, lower: 0, upper: 0.07, confidence: 0.95 } }),
        sustained: measurement({ requests: 10 }),
      },
      'not-verified',
    ],
    ['perf.throughput', 'over the target', {}, 'pass'],
    ['perf.throughput', 'under the target', { concurrent: measurement({ ratePerSecond: 20 }) }, 'fail'],
    ['perf.endpoint-outliers', 'even endpoints', { endpoints: [endpoint('/a', 10), endpoint('/b', 14)] }, 'pass'],
    ['perf.endpoint-outliers', 'one slow endpoint', { endpoints: [endpoint('/a', 10), endpoint('/b', 12), endpoint('/c', 900)] }, 'fail'],
    ['perf.endpoint-outliers', 'slow only by ratio', { endpoints: [endpoint('/a', 1), endpoint('/b', 1), endpoint('/c', 20)] }, 'pass'],
    ['perf.endpoint-outliers', 'one endpoint alone', { endpoints: [endpoint('/a', 10)] }, 'not-verified'],
    ['perf.sustained-stability', 'no drift', {}, 'pass'],
    [
      'perf.sustained-stability',
      'rising latency',
      { sustained: measurement({ drift: { direction: 'rising', relativeChange: 0.6, probability: 0.001, blocks: 20 } }) },
      'fail',
    ],
    [
      'perf.sustained-stability',
      'too short to tell',
      { sustained: measurement({ drift: { direction: null, relativeChange: 0, probability: 1, blocks: 2 } }) },
      'not-verified',
    ],
    [
      'db.query-latency',
      'quick queries',
      { database: { assessed: true, endpoints: [{ ...measurement({ p95: estimate(20) }), name: 'GET /a', method: 'GET', path: '/a' }] } },
      'pass',
    ],
    [
      'db.query-latency',
      'slow queries',
      { database: { assessed: true, endpoints: [{ ...measurement({ p95: estimate(200) }), name: 'GET /a', method: 'GET', path: '/a' }] } },
      'fail',
    ],
    ['db.query-latency', 'no such endpoint', {}, 'not-verified'],
    [
      'res.memory',
      'a leak',
      { leak: { verdict: 'leak', bytesPerSecond: 50_000, probability: 0.001, windows: 20, spanMs: 300_000 } },
      'fail',
    ],
    [
      'res.memory',
      'level memory',
      { leak: { verdict: 'no-leak-seen', bytesPerSecond: 0, probability: 0.8, windows: 20, spanMs: 300_000 } },
      'pass',
    ],
    ['res.memory', 'a run of thirty seconds', {}, 'not-verified'],
    ['res.cpu', 'a quiet process', { process: { state: 'known', pid: 1, samples: samples(300) } }, 'pass'],
    ['res.cpu', 'a saturated process', { process: { state: 'known', pid: 1, samples: samples(990) } }, 'fail'],
    ['res.cpu', 'an unknown process', {}, 'not-verified'],
  ])('%s: %s', (id, _, change, outcome) => {
    expect(outcomeOf(id, change).outcome).toBe(outcome)
  })

  it('passes the reason on when nothing was measured', () => {
    const control = CONTROLS.find(({ id }) => id === 'perf.latency-tail')
    if (control === undefined) throw new Error('no control')
    expect(decide(control, 'load', { performance: unknown('no-data', 'nothing to load') })).toMatchObject({
      outcome: 'not-verified',
      reason: 'no-data',
    })
  })
})
