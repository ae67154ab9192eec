import { exponential, type Random } from './random.ts'

/** A service as a queue: so many servers, each taking a time drawn from the sample; random arrivals, first come first served. */
export interface QueueModel {
  readonly servers: number
  /** Milliseconds, any order. */
  readonly serviceMs: Float64Array
}

/**
 * Service times seen at light load, and the rate at saturation, say how many servers there are: rate = servers / mean time. The times are
 * scaled so that a whole number of servers gives exactly that rate.
 */
export function queueModelOf(serviceMs: ArrayLike<number>, maxPerSecond: number): QueueModel {
  let sum = 0
  for (let index = 0; index < serviceMs.length; index++) sum += serviceMs[index] ?? 0
  const meanMs = sum / Math.max(1, serviceMs.length)
  const servers = Math.max(1, Math.round((maxPerSecond * meanMs) / 1000))
  const scale = meanMs === 0 ? 1 : (servers * 1000) / maxPerSecond / meanMs
  return { servers, serviceMs: Float64Array.from(serviceMs, (value) => value * scale) }
}

/** Share of requests that take longer than `limitMs` at a rate, by simulating `requests` arrivals after a warm-up of a tenth. */
export function exceedance(model: QueueModel, ratePerSecond: number, limitMs: number, requests: number, random: Random): number {
  const freeAt = new Float64Array(model.servers) // a heap of the instants at which the servers become free
  const meanGapMs = 1000 / ratePerSecond
  const warmUp = Math.floor(requests / 10)
  let now = 0
  let late = 0
  for (let index = 0; index < warmUp + requests; index++) {
    now += exponential(random, meanGapMs)
    const start = Math.max(now, freeAt[0] ?? 0)
    const end = start + (model.serviceMs[Math.floor(random() * model.serviceMs.length)] ?? 0)
    replaceSmallest(freeAt, end)
    if (index >= warmUp && end - now > limitMs) late++
  }
  return late / requests
}

/** The same service with all its times shorter by the factor. */
export function faster(model: QueueModel, speed: number): QueueModel {
  return { servers: model.servers, serviceMs: model.serviceMs.map((value) => value / speed) }
}

/** The given arrivals, from an idle start: how many took longer than `limitMs`, and the mean. */
export function replay(model: QueueModel, arrivalsMs: Float64Array, limitMs: number, random: Random): { late: number; meanMs: number } {
  const freeAt = new Float64Array(model.servers)
  const { serviceMs } = model
  let late = 0
  let sum = 0
  for (const now of arrivalsMs) {
    const start = Math.max(now, freeAt[0] ?? 0)
    const end = start + (serviceMs[Math.floor(random() * serviceMs.length)] ?? 0)
    replaceSmallest(freeAt, end)
    sum += end - now
    if (end - now > limitMs) late++
  }
  return { late, meanMs: sum / Math.max(1, arrivalsMs.length) }
}

/** The highest rate at which at most `1 - quantile` of the requests exceed the limit; 0 when even light load does. */
export function rateWithin(
  model: QueueModel,
  quantile: number,
  limitMs: number,
  maxPerSecond: number,
  requests: number,
  seed: () => Random,
): number {
  let low = 0
  let high = maxPerSecond
  // the same random numbers at every rate: the curve is smooth enough to bisect
  for (let step = 0; step < 11; step++) {
    const middle = (low + high) / 2
    if (exceedance(model, middle, limitMs, requests, seed()) <= 1 - quantile) low = middle
    else high = middle
  }
  return low
}

function replaceSmallest(heap: Float64Array, value: number): void {
  const size = heap.length
  let index = 0
  for (;;) {
    const left = 2 * index + 1
    if (left >= size) break
    const right = left + 1
    const child = right < size && (heap[right] ?? 0) < (heap[left] ?? 0) ? right : left
    if ((heap[child] ?? 0) >= value) break
    heap[index] = heap[child] ?? 0
    index = child
  }
  heap[index] = value
}
