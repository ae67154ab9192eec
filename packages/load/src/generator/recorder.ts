import { Histogram, type SerializedHistogram } from '../histogram.ts'
import type { ErrorClass } from './error-class.ts'
import { type SerializedTimeline, Timeline } from './timeline.ts'

/** The first latencies of a run, one entry a request, in the order of their answers. */
export interface Samples {
  readonly request: readonly number[]
  /** When it was due, milliseconds from the start. */
  readonly intendedMs: readonly number[]
  readonly latencyMs: readonly number[]
  /** 0: waited for in vain; -1: failed at once, so that its latency means nothing. */
  readonly status: readonly number[]
}

/** What one thread recorded, as plain data. */
export interface Recording {
  readonly intended: SerializedHistogram
  readonly sent: SerializedHistogram
  readonly onTime: SerializedHistogram
  readonly lag: SerializedHistogram
  readonly loopDelay: SerializedHistogram
  readonly statuses: Readonly<Record<string, number>>
  readonly errorClasses: Readonly<Record<string, number>>
  readonly timeline: SerializedTimeline
  readonly samples: Samples
  readonly requests: number
  readonly errors: number
  readonly bodyBytes: number
  readonly lastAnswerMs: number
  /** Requests that came to an end before the run's time was over. */
  readonly inTime: number
  /** Time under way of all requests together, as far as it lay within the run's time. */
  readonly underWayMs: number
}

/** Counts one thread's requests. Latencies are of answered, timed-out and unfinished requests: a refused one has none. */
export class Recorder {
  /** From the instant the request was due. */
  readonly intended = new Histogram()
  /** From the instant it was sent. */
  readonly sent = new Histogram()
  /** From the instant it was due, without the generator's own delay: what `intended` would be had it sent and read on time. */
  readonly onTime = new Histogram()
  /** How late the generator itself was. */
  readonly lag = new Histogram()
  /** How late the generator's heartbeat was. */
  readonly loopDelay = new Histogram()
  readonly timeline = new Timeline()
  requests = 0
  errors = 0
  bodyBytes = 0

  /** Closed model: a request is due when it is sent, and one histogram tells both latencies. */
  readonly #isClosed: boolean
  readonly #statuses = new Float64Array(1000)
  readonly #errorClasses = new Map<ErrorClass, number>()
  readonly #keepSamples: number
  readonly #sampled = { request: [] as number[], intendedMs: [] as number[], latencyMs: [] as number[], status: [] as number[] }
  #startAt = 0
  #endAt = Number.POSITIVE_INFINITY
  #inTime = 0
  #underWayMs = 0
  #lastAnswerMs = 0

  constructor(keepSamples: number, isClosed: boolean) {
    this.#keepSamples = keepSamples
    this.#isClosed = isClosed
  }

  start(startAt: number, endAt: number): void {
    this.#startAt = startAt
    this.#endAt = endAt
  }

  /** An answer came, or (status 0) was waited for in vain. `own` is the part of the delay that is the generator's, milliseconds. */
  waited(request: number, status: number, failure: ErrorClass | null, intendedAt: number, sentAt: number, now: number, own: number): void {
    const latencyUs = (now - intendedAt) * 1000
    this.intended.record(latencyUs)
    if (!this.#isClosed) this.sent.record((now - sentAt) * 1000)
    this.onTime.record(latencyUs - own * 1000)
    this.#underWayMs += Math.max(0, Math.min(now, this.#endAt) - sentAt)
    this.#count(status, failure, latencyUs, now)
    if (this.#sampled.request.length < this.#keepSamples) this.#sample(request, status, intendedAt, latencyUs)
  }

  /** The request failed without an answer that could be timed. */
  failed(request: number, failure: ErrorClass, intendedAt: number, now: number): void {
    this.#count(0, failure, (now - intendedAt) * 1000, now)
    if (this.#sampled.request.length < this.#keepSamples) this.#sample(request, -1, intendedAt, (now - intendedAt) * 1000)
  }

  finish(): Recording {
    const statuses: Record<string, number> = {}
    for (const [status, count] of this.#statuses.entries()) if (count > 0) statuses[String(status)] = count
    const intended = this.intended.serialize()
    return {
      intended,
      sent: this.#isClosed ? intended : this.sent.serialize(),
      onTime: this.onTime.serialize(),
      lag: this.lag.serialize(),
      loopDelay: this.loopDelay.serialize(),
      statuses,
      errorClasses: Object.fromEntries([...this.#errorClasses].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      timeline: this.timeline.serialize(),
      samples: this.#sampled,
      requests: this.requests,
      errors: this.errors,
      bodyBytes: this.bodyBytes,
      lastAnswerMs: this.#lastAnswerMs,
      inTime: this.#inTime,
      underWayMs: this.#underWayMs,
    }
  }

  #count(status: number, failure: ErrorClass | null, latencyUs: number, now: number): void {
    this.requests++
    if (now <= this.#endAt) this.#inTime++
    if (status > 0) this.#statuses[status] = (this.#statuses[status] ?? 0) + 1
    if (failure !== null) {
      this.errors++
      this.#errorClasses.set(failure, (this.#errorClasses.get(failure) ?? 0) + 1)
    }
    this.#lastAnswerMs = now - this.#startAt
    this.timeline.record(this.#lastAnswerMs, latencyUs, failure !== null)
  }

  #sample(request: number, status: number, intendedAt: number, latencyUs: number): void {
    this.#sampled.request.push(request)
    this.#sampled.intendedMs.push(intendedAt - this.#startAt)
    this.#sampled.latencyMs.push(latencyUs / 1000)
    this.#sampled.status.push(status)
  }
}
