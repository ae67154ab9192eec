import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planOf } from '../../src/generator/load-options.ts'
import { ownDelayOf } from '../../src/generator/own-delay.ts'
import { type Measured, voidReason } from '../../src/generator/void-reason.ts'
import { Histogram, type LoadModel } from '../../src/index.ts'
import { exponential, seededRandom } from '../../src/statistics/random.ts'

const NO_DELAY = { p50: 0, p90: 0, p95: 0, p99: 0 }
const LATENCY = { p50: 10, p75: 12, p90: 15, p95: 20, p99: 40, p999: 60, min: 8, max: 70, mean: 11 }
const OPEN: LoadModel = { kind: 'poisson', ratePerSecond: 500 }
const CLOSED: LoadModel = { kind: 'closed' }

function reasonOf(model: LoadModel, changed: Partial<Measured> = {}, underWayMs = 55_000): string | null {
  const histogram = new Histogram()
  for (let index = 0; index < 5000; index++) histogram.record(11_000)
  const measured: Measured = {
    url: 'http://127.0.0.1:1/',
    model,
    requests: 5000,
    errors: 0,
    durationMs: 10_000,
    ratePerSecond: 500,
    offeredPerSecond: 500,
    latencyMs: LATENCY,
    serviceMs: LATENCY,
    lagMs: LATENCY,
    ownDelayMs: NO_DELAY,
    statuses: {},
    errorClasses: {},
    histogram: histogram.serialize(),
    timeline: [],
    connections: { used: 10, opened: 10, failedToOpen: 0, retried: 0, discarded: 0, connectMs: 1 },
    threads: 1,
    cpuMs: 1000,
    cpuShare: 0.1,
    runDelayMs: 0.07,
    meanInFlight: 5.5,
    bodyBytes: 0,
    requestNames: [],
    samples: { request: [], intendedMs: [], latencyMs: [], status: [] },
    seed: 1,
    aborted: false,
    ...changed,
  }
  return voidReason(planOf({ url: measured.url, model }), measured, underWayMs)?.cause ?? null
}

describe('a run is void', () => {
  it.each<[string, LoadModel, Partial<Measured>, string | null]>([
    ['quiet', OPEN, {}, null],
    ['quiet', CLOSED, {}, null],
    ['late at p95', OPEN, { ownDelayMs: { ...NO_DELAY, p95: 1 } }, 'disturbed'],
    ['late at p99', CLOSED, { ownDelayMs: { ...NO_DELAY, p99: 2 } }, 'disturbed'],
    ['late, but by nothing that shows', OPEN, { ownDelayMs: { ...NO_DELAY, p99: 0.2 } }, null],
    ['without a processor', CLOSED, { runDelayMs: 2 }, 'disturbed'],
    ['saturated', CLOSED, { cpuShare: 0.99 }, 'generator-saturated'],
    ['spinning at a fixed rate', OPEN, { cpuShare: 0.99 }, null],
    ['out of descriptors', OPEN, { errorClasses: { 'generator-limit': 3 } }, 'generator-limit'],
    ['empty', OPEN, { requests: 0 }, 'nothing-measured'],
    ["against Little's law", CLOSED, { meanInFlight: 50 }, 'littles-law'],
    ["against Little's law", OPEN, { meanInFlight: 9 }, 'littles-law'],
    ['stopped early', OPEN, { meanInFlight: 9, aborted: true }, null],
  ])('%s, %j', (_, model, changed, cause) => expect(reasonOf(model, changed)).toBe(cause))
})

describe('ownDelayOf', () => {
  const histogramOf = (values: readonly number[]) => {
    const histogram = new Histogram()
    for (const value of values) histogram.record(value)
    return histogram
  }
  const none = new Histogram()
  const random = seededRandom(6)
  const latencies = Array.from({ length: 5000 }, () => 5000 + exponential(random, 3000))

  it('is nothing when nothing was late', () => {
    const intended = histogramOf(latencies)
    const zero = histogramOf([0])
    expect(ownDelayOf({ intended, sent: intended, onTime: intended, lag: zero, loopDelay: zero })).toEqual(NO_DELAY)
  })

  it.each([500, 2000])('finds a heartbeat that was late by %d us', (delay) => {
    const intended = histogramOf(latencies.map((value) => value + delay))
    const { p50, p99 } = ownDelayOf({ intended, sent: none, onTime: none, lag: none, loopDelay: histogramOf([delay]) })
    expect(Math.abs(p50 - delay / 1000)).toBeLessThan(0.05)
    expect(Math.abs(p99 - delay / 1000)).toBeLessThan(0.1)
  })

  it('counts late sending and late reading', () => {
    const intended = histogramOf(latencies.map((value) => value + 1000))
    const { p50 } = ownDelayOf({ intended, sent: none, onTime: histogramOf(latencies), lag: histogramOf([1000]), loopDelay: none })
    expect(Math.abs(p50 - 2)).toBeLessThan(0.05)
  })

  it('is never negative and never beyond the largest delay twice', () => {
    const values = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(values, values, (latency, delay) => {
        const own = ownDelayOf({ intended: histogramOf(latency), sent: none, onTime: none, lag: none, loopDelay: histogramOf(delay) })
        for (const ms of Object.values(own)) expect(ms >= 0 && ms <= (Math.max(...delay) * 1.01 + 2) / 1000).toBe(true)
      }),
    )
  })
})
