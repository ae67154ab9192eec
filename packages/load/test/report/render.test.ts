import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatLoadResult, Histogram, type LoadResult, renderLatency } from '../../src/index.ts'
import { wrap } from '../../src/report/wrap.ts'

function resultOf(latenciesMs: readonly number[]): LoadResult {
  const histogram = new Histogram()
  for (const latency of latenciesMs) histogram.record(latency * 1000)
  const at = (q: number) => histogram.quantile(q) / 1000
  const summary = {
    p50: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    p999: at(0.999),
    min: histogram.min / 1000,
    max: histogram.max / 1000,
    mean: histogram.mean / 1000,
  }
  const around = (value: number) => ({ lower: value * 0.9, upper: value * 1.1 })
  return {
    url: 'http://127.0.0.1:3000/',
    model: { kind: 'poisson', ratePerSecond: 100 },
    requests: latenciesMs.length,
    errors: 1,
    durationMs: 10_000,
    ratePerSecond: latenciesMs.length / 10,
    offeredPerSecond: 100,
    latencyMs: summary,
    latencyIntervalMs: {
      p50: around(summary.p50),
      p90: around(summary.p90),
      p95: around(summary.p95),
      p99: { ...around(summary.p99), upper: null },
      p999: { lower: null, upper: null },
    },
    serviceMs: summary,
    lagMs: summary,
    ownDelayMs: { p50: 0, p90: 0, p95: 0, p99: 0, p999: 0 },
    statuses: { 200: latenciesMs.length },
    errorClasses: { timeout: 1 },
    void: 'The generator sent late (lag p99 12.00 ms): 8 % of p95 is its own delay. Lower the rate, use more threads (-t), or quiet the machine.',
    voidCause: 'disturbed',
    notes: ['1 requests got no answer in time; they count with the time they waited, so high percentiles are lower bounds.'],
    histogram: histogram.serialize(),
    timeline: [],
    connections: { used: 10, opened: 10, failedToOpen: 0, retried: 0, discarded: 0, connectMs: 1 },
    threads: 1,
    cpuMs: 100,
    cpuShare: 0.1,
    busyShare: 0.1,
    target: null,
    littlesLaw: { seen: 1, expected: 1 },
    runDelayMs: 0,
    stoodStillMs: 0,
    behindMs: 0,
    meanInFlight: 1,
    drift: null,
    service: null,
    bodyBytes: 0,
    requestNames: ['GET /'],
    samples: { request: [], intendedMs: [], latencyMs: [], status: [] },
    seed: 1,
    aborted: false,
  }
}

const latencies = fc.array(fc.double({ min: 0.001, max: 100_000, noNaN: true }), { minLength: 1, maxLength: 200 })

describe('the latency picture', () => {
  it('fits its width and shows every percentile once', () => {
    fc.assert(
      fc.property(latencies, fc.integer({ min: 72, max: 120 }), (list, width) => {
        const text = renderLatency(resultOf(list), { width })
        for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
        const [, bars = ''] = text.split('\n\n')
        for (const name of ['p50', 'p90', 'p95', 'p99', 'p99.9']) expect(bars.split(/\s+/).filter((word) => word === name)).toHaveLength(1)
      }),
    )
  })

  it('shows a percentile whose value is clipped to the largest one measured', () => {
    const text = renderLatency(resultOf([0.0025500000000504967, 0.0020918881646816456]), { width: 72 })
    for (const name of ['p50', 'p90', 'p95', 'p99', 'p99.9'])
      expect(text.split('\n\n')[1]).toMatch(new RegExp(` ${name.replace('.', '\\.')}( |$)`, 'm'))
  })

  it('is readable', () => {
    const list = Array.from({ length: 1000 }, (_, index) => (index < 950 ? 5 + index / 500 : index < 995 ? 20 + index / 100 : 400))
    expect(renderLatency(resultOf(list), { width: 80 })).toMatchSnapshot()
  })

  it('says so when there is nothing to show', () => expect(renderLatency(resultOf([]))).toMatch(/no latency/))

  it.each([[[7]], [[7, 7, 7]]])('shows %j', (list) => expect(renderLatency(resultOf(list))).toContain('100.0 %'))
})

describe('a result', () => {
  it('fits 80 columns and says that it is void', () => {
    const text = formatLoadResult(resultOf(Array.from({ length: 1000 }, (_, index) => index + 1)))
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    expect(text).toMatch(/VOID: The generator sent late/)
    expect(text).toMatch(/timeout: 1/)
  })

  it('tells the intervals of percentiles, unless the run is void', () => {
    const result = resultOf(Array.from({ length: 1000 }, (_, index) => index + 1))
    expect(formatLoadResult({ ...result, void: null })).toContain('95 % sure  p95 855 ms to 1.05 s, p99 above 891 ms\n')
    expect(formatLoadResult(result)).not.toContain('% sure')
  })

  it('uses colour only when asked', () => {
    expect(formatLoadResult(resultOf([1, 2]))).not.toContain('\u001b')
    expect(formatLoadResult(resultOf([1, 2]), { color: true })).toContain('\u001b')
  })
})

it('wrap loses no word and keeps its width', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), fc.integer({ min: 12, max: 80 }), (words, width) => {
      const lines = wrap(words.join(' '), width)
      expect(lines.join(' ')).toBe(words.join(' '))
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width)
    }),
  )
})
