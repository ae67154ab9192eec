import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planOf } from '../../src/generator/load-options.ts'
import { ownDelayOf, targetDelayOf } from '../../src/generator/own-delay.ts'
import { type Measured, voidReason } from '../../src/generator/void-reason.ts'
import { Histogram, type LoadModel } from '../../src/index.ts'
import { exponential, seededRandom } from '../../src/statistics/random.ts'

const UNBOUNDED = { lower: null, upper: null }
const NO_DELAY = { p50: 0, p90: 0, p95: 0, p99: 0, p999: 0 }
const BUSY_TARGET = { delayMs: { ...NO_DELAY, p99: 1.5 }, otherWork: 0.4 }
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
    latencyIntervalMs: { p50: UNBOUNDED, p90: UNBOUNDED, p95: UNBOUNDED, p99: UNBOUNDED, p999: UNBOUNDED },
    serviceMs: LATENCY,
    lagMs: LATENCY,
    ownDelayMs: NO_DELAY,
    target: null,
    littlesLaw: { seen: 5.5, expected: underWayMs / 10_000 },
    statuses: {},
    errorClasses: {},
    histogram: histogram.serialize(),
    timeline: [],
    connections: { used: 10, opened: 10, failedToOpen: 0, retried: 0, discarded: 0, connectMs: 1 },
    threads: 1,
    cpuMs: 1000,
    cpuShare: 0.1,
    busyShare: 0.12,
    runDelayMs: 0.07,
    stoodStillMs: 0,
    behindMs: 0,
    meanInFlight: 5.5,
    drift: null,
    service: null,
    bodyBytes: 0,
    requestNames: [],
    samples: { request: [], intendedMs: [], latencyMs: [], status: [] },
    seed: 1,
    aborted: false,
    ...changed,
  }
  return voidReason(planOf({ url: measured.url, model }), measured)?.cause ?? null
}

describe('a run is void', () => {
  it.each<[string, LoadModel, Partial<Measured>, string | null]>([
    ['quiet', OPEN, {}, null],
    ['quiet', CLOSED, {}, null],
    ['late at p95', OPEN, { ownDelayMs: { ...NO_DELAY, p95: 1 } }, 'disturbed'],
    ['late at p99', CLOSED, { ownDelayMs: { ...NO_DELAY, p99: 2 } }, 'disturbed'],
    ['late, but by nothing that shows', OPEN, { ownDelayMs: { ...NO_DELAY, p99: 0.2 } }, null],
    ['late at p99.9 of many', OPEN, { requests: 30_000, ownDelayMs: { ...NO_DELAY, p999: 2 } }, 'disturbed'],
    ['late at p99.9 of few', OPEN, { ownDelayMs: { ...NO_DELAY, p999: 2 } }, null],
    ['with a service that other programs held up', OPEN, { target: BUSY_TARGET }, 'disturbed'],
    ['with a service that held itself up', OPEN, { target: { ...BUSY_TARGET, otherWork: 0.02 } }, null],
    [
      'a little late on both sides',
      OPEN,
      { ownDelayMs: { ...NO_DELAY, p99: 0.4 }, target: { ...BUSY_TARGET, delayMs: { ...NO_DELAY, p99: 0.4 } } },
      'disturbed',
    ],
    ['never idle, for want of a processor', CLOSED, { busyShare: 0.99 }, 'disturbed'],
    ['without a processor', CLOSED, { runDelayMs: 2 }, 'disturbed'],
    ['saturated', CLOSED, { cpuShare: 0.99 }, 'generator-saturated'],
    ['behind with its own work', OPEN, { behindMs: 300 }, 'generator-saturated'],
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
    expect(ownDelayOf({ intended, sent: intended, onTime: intended, lag: zero, loopDelay: zero }, false)).toEqual(NO_DELAY)
  })

  it.each([500, 2000])('finds a heartbeat that was late by %d us', (delay) => {
    const intended = histogramOf(latencies.map((value) => value + delay))
    const { p50, p99 } = ownDelayOf({ intended, sent: none, onTime: intended, lag: none, loopDelay: histogramOf([delay]) }, false)
    expect(Math.abs(p50 - delay / 1000)).toBeLessThan(0.05)
    expect(Math.abs(p99 - delay / 1000)).toBeLessThan(0.1)
  })

  it('counts late sending and late reading', () => {
    const intended = histogramOf(latencies.map((value) => value + 1000))
    const { p50 } = ownDelayOf({ intended, sent: none, onTime: histogramOf(latencies), lag: histogramOf([1000]), loopDelay: none }, false)
    expect(Math.abs(p50 - 2)).toBeLessThan(0.05)
  })

  it('is what the reader was held up, where the system tells', () => {
    const held = latencies.map((value, index) => value + (index % 20 === 0 ? 40_000 : 0))
    const own = ownDelayOf({ intended: histogramOf(held), sent: none, onTime: histogramOf(latencies), lag: none, loopDelay: none }, true)
    expect(own.p50).toBeLessThan(0.3)
    expect(own.p99).toBeGreaterThan(20)
  })

  it('is never negative and never beyond the largest delay twice', () => {
    const values = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(values, values, (latency, delay) => {
        const intended = histogramOf(latency)
        const own = ownDelayOf({ intended, sent: none, onTime: intended, lag: none, loopDelay: histogramOf(delay) }, false)
        for (const ms of Object.values(own)) expect(ms >= 0 && ms <= (Math.max(...delay) * 1.01 + 2) / 1000).toBe(true)
      }),
    )
  })
})

describe('targetDelayOf', () => {
  const histogramOf = (values: readonly number[]) => {
    const histogram = new Histogram()
    for (const value of values) histogram.record(value)
    return histogram
  }
  const latency = histogramOf(Array.from({ length: 1000 }, (_, index) => 10_000 + index))

  it('counts a wait twice: before the request is read and before the answer is written', () => {
    expect(targetDelayOf(latency, histogramOf([500])).p99).toBeCloseTo(1, 1)
  })
  it('is nothing for a target that always had its processor', () => {
    expect(targetDelayOf(latency, histogramOf([0, 0, 0])).p99).toBe(0)
  })
})
