import { describe, expect, it } from 'vitest'
import { observeSimulated, SIMULATED_SERVICES, type SimulatedService } from '../bench/simulated-service.ts'
import { compareWith } from '../src/compare-runs.ts'
import { searchCapacity } from '../src/find-capacity.ts'

const service = (name: string): SimulatedService => {
  const found = SIMULATED_SERVICES.find((each) => each.name === name)
  if (found === undefined) throw new Error(`no service "${name}"`)
  return found
}

describe('searchCapacity in simulated time', () => {
  it('knows the capacity of a queue, and its interval holds it', async () => {
    const queue = service('pool of ten')
    let piece = 0
    const found = await searchCapacity({ slo: queue.slo }, (load) => Promise.resolve(observeSimulated(queue, load, ++piece)))
    const truth = 458 // of a very long run: npm run bench -- load-knee
    expect(Math.abs((found?.ratePerSecond ?? 0) / truth - 1)).toBeLessThan(0.06)
    expect(found?.lower).toBeLessThanOrEqual(truth * 1.02)
    expect(found?.upper).toBeGreaterThanOrEqual(truth * 0.98)
    expect(found).toMatchObject({ misfit: false, void: null, aborted: false })
    expect(Math.abs((found?.servers ?? 0) - 10)).toBeLessThanOrEqual(1)
  })

  it('says when the service is not what the model says', async () => {
    // beyond 300 per second it falls to a crawl, which neither a single user nor a full house shows
    const queue = service('pool of ten')
    let piece = 0
    const found = await searchCapacity({ slo: queue.slo }, (load) => {
      const seen = observeSimulated(queue, load, ++piece)
      if (load.kind === 'users' || load.ratePerSecond < 300) return Promise.resolve(seen)
      const slow = observeSimulated({ ...queue, serviceMs: () => 60 }, { ...load, durationMs: load.durationMs / 2 }, piece)
      return Promise.resolve(slow)
    })
    expect(found?.misfit).toBe(true)
  })

  it('is null for a service that answers nothing', async () => {
    const queue = service('pool of ten')
    const silent = { ...observeSimulated(queue, { kind: 'users', users: 1, durationMs: 100 }, 1), requests: 0, latenciesMs: [] }
    expect(await searchCapacity({ slo: queue.slo }, () => Promise.resolve(silent))).toBeNull()
  })
})

describe('compareWith in simulated time', () => {
  const compare = async (factor: number) => {
    const queue = service('four places, lognormal')
    let [nowMs, block] = [0, 0]
    return await compareWith({ durationMs: 10_000, now: () => nowMs }, (version, { durationMs }) => {
      nowMs += durationMs
      const serviceMs: SimulatedService['serviceMs'] = (random, at, busy) =>
        queue.serviceMs(random, at, busy) * (version === 'b' ? factor : 1)
      const seen = observeSimulated({ ...queue, serviceMs }, { kind: 'users', users: 4, durationMs }, ++block)
      return Promise.resolve({ latencies: seen.latenciesMs, requests: seen.requests, errors: 0, isVoid: false })
    })
  }
  it.each([
    [1, /equivalent|inconclusive/],
    [1.2, /regressed/],
    [0.8, /improved/],
  ])('B takes %d times as long', async (factor, verdict) => {
    const found = await compare(factor)
    expect('silent' in found ? 'silent' : found.p50.verdict).toMatch(verdict)
  })
  it('names the version that answers nothing', async () => {
    const nothing = { latencies: [], requests: 3, errors: 3, isVoid: false }
    expect(await compareWith({ now: () => 0 }, () => Promise.resolve(nothing))).toEqual({ silent: 'a', requests: 3 })
  })
})
