import { formatDuration } from '../duration.ts'
import { Histogram, type SerializedHistogram } from '../histogram.ts'
import type { ServiceUse } from '../process/service-watch.ts'
import type { TargetDelay } from '../process/target-watch.ts'
import { type Drift, driftOfTimeline } from '../statistics/drift.ts'
import type { LoadModel } from './arrivals.ts'
import type { ThreadReport } from './engine.ts'
import { requestNames } from './exchanges.ts'
import { type LatencyIntervals, latencyIntervals } from './latency-intervals.ts'
import type { LoadPlan } from './load-options.ts'
import { type OwnDelay, ownDelayOf, targetDelayOf } from './own-delay.ts'
import type { Samples } from './recorder.ts'
import { Timeline, type TimelinePoint } from './timeline.ts'
import { type VoidCause, voidReason } from './void-reason.ts'

/** Milliseconds. */
export interface LatencySummary {
  readonly p50: number
  readonly p75: number
  readonly p90: number
  readonly p95: number
  readonly p99: number
  readonly p999: number
  readonly min: number
  readonly max: number
  readonly mean: number
}

/** What a run measured, as plain data. */
export interface LoadResult {
  readonly url: string
  readonly model: LoadModel
  /** Requests that came to an end: answered, failed, timed out or unfinished. */
  readonly requests: number
  readonly errors: number
  /** The time that was asked for, or until the last answer when the number of requests ended the run. */
  readonly durationMs: number
  /** Requests that came to an end within that time; stragglers count in `requests` alone. */
  readonly ratePerSecond: number
  /** Rate that an open model asked for; null in the closed model. */
  readonly offeredPerSecond: number | null
  /** From the instant the request was due (open models), or was sent (closed). Answered, timed-out and unfinished requests. */
  readonly latencyMs: LatencySummary
  /** Where each percentile of it lies at 95 %, the delays of `ownDelayMs` and `target` allowed for. */
  readonly latencyIntervalMs: LatencyIntervals
  /** From the instant it was sent. */
  readonly serviceMs: LatencySummary
  /** How late the generator itself sent (open models). */
  readonly lagMs: LatencySummary
  readonly statuses: Readonly<Record<string, number>>
  readonly errorClasses: Readonly<Record<string, number>>
  /** About how much of each percentile is the generator's own delay, in milliseconds: what the service did is that much less. */
  readonly ownDelayMs: OwnDelay
  /**
   * About how much of each percentile is due to a target on this machine waiting for a processor, and the share of the machine that was
   * taken before the load began; null where that cannot be told (another machine, not Linux, a run under 2 s).
   */
  readonly target: { readonly delayMs: OwnDelay; readonly otherWork: number } | null
  /** Little's law: requests under way on average, as seen and as rate times latency say. */
  readonly littlesLaw: { readonly seen: number; readonly expected: number }
  /** Why the numbers are not those of the service; null when they are. */
  readonly void: string | null
  readonly voidCause: VoidCause | null
  /** What a reader should know besides. */
  readonly notes: readonly string[]
  readonly histogram: SerializedHistogram
  readonly timeline: readonly TimelinePoint[]
  /** How latency moved over the run; null where the load itself changes (ramp, steps, replay). */
  readonly drift: Drift | null
  /** What the service's processes used; null when that was not asked for, or they are not on this machine. */
  readonly service: ServiceUse | null
  readonly connections: {
    readonly used: number
    readonly opened: number
    readonly failedToOpen: number
    /** Sent once more because the server had closed an idle connection. */
    readonly retried: number
    /** Given up because the server sent what nobody asked for. */
    readonly discarded: number
    /** Time to open all of them before the run. */
    readonly connectMs: number
  }
  readonly threads: number
  /** Processor time of the generator. */
  readonly cpuMs: number
  /** Of one processor, the busiest thread. */
  readonly cpuShare: number
  /** The same with the time it waited for a processor: at 1 it was never idle. */
  readonly busyShare: number
  /** How long the generator waited for a processor each time, on average; null where the system does not tell. */
  readonly runDelayMs: number | null
  /** How long the generator stood still: it was stopped, waited for a processor, or its machine was asleep. */
  readonly stoodStillMs: number
  /** How long the generator was behind with its own work, by a quarter of a second and more each time. */
  readonly behindMs: number
  readonly meanInFlight: number
  readonly bodyBytes: number
  /** Names of the requests, for `samples.request`. */
  readonly requestNames: readonly string[]
  readonly samples: Samples
  readonly seed: number
  /** Whether the run was stopped before its end. */
  readonly aborted: boolean
}

/** The histograms of all threads together. */
export interface MergedHistograms {
  readonly intended: Histogram
  readonly sent: Histogram
  readonly onTime: Histogram
  readonly lag: Histogram
  readonly loopDelay: Histogram
}

export function resultOf(
  plan: LoadPlan,
  url: string,
  reports: readonly ThreadReport[],
  watched: TargetDelay | null = null,
  service: ServiceUse | null = null,
): LoadResult {
  const histograms = mergeHistograms(reports)
  const sum = (pick: (report: ThreadReport) => number) => reports.reduce((total, report) => total + pick(report), 0)
  const most = (pick: (report: ThreadReport) => number) => reports.reduce((top, report) => Math.max(top, pick(report)), 0)
  const requests = sum((report) => report.requests)
  const durationMs = runDurationMs(plan, reports)
  const timeline = new Timeline()
  for (const report of reports) timeline.merge(report.timeline)
  const points = timeline.points(durationMs)
  const delays = reports.map((report) => report.runDelay).filter((delay) => delay !== null)
  const meanInFlight = sum((report) => (report.inFlightSamples === 0 ? 0 : report.inFlightSum / report.inFlightSamples))
  const underWayMs = sum((report) => report.underWayMs)
  const ownDelayMs = ownDelayOf(histograms, delays.length > 0)
  const target =
    watched === null
      ? null
      : { delayMs: targetDelayOf(histograms.intended, Histogram.deserialize(watched.waits)), otherWork: watched.otherWork }
  const measured = {
    url,
    model: plan.model,
    requests,
    errors: sum((report) => report.errors),
    durationMs,
    ratePerSecond: durationMs > 0 ? (sum((report) => report.inTime) * 1000) / durationMs : 0,
    offeredPerSecond: offeredRate(plan, requests),
    latencyMs: summaryOf(histograms.intended),
    latencyIntervalMs: latencyIntervals(histograms.intended, timeline, target === null ? [ownDelayMs] : [ownDelayMs, target.delayMs]),
    serviceMs: summaryOf(histograms.sent),
    lagMs: summaryOf(histograms.lag),
    statuses: addCounts(reports.map((report) => report.statuses)),
    errorClasses: addCounts(reports.map((report) => report.errorClasses)),
    ownDelayMs,
    target,
    littlesLaw: { seen: meanInFlight, expected: durationMs > 0 ? underWayMs / durationMs : 0 },
    histogram: histograms.intended.serialize(),
    timeline: points,
    drift: isEven(plan.model) ? driftOfTimeline(points) : null,
    service,
    connections: {
      used: plan.connections,
      opened: sum((report) => report.opened),
      failedToOpen: sum((report) => report.failedToOpen),
      retried: sum((report) => report.retried),
      discarded: sum((report) => report.discarded),
      connectMs: most((report) => report.connectMs),
    },
    threads: plan.threads,
    cpuMs: sum((report) => report.cpuMs),
    cpuShare: most((report) => report.cpuMs / Math.max(1, report.elapsedMs)),
    busyShare: most((report) => (report.cpuMs + (report.runDelay?.waitedMs ?? 0)) / Math.max(1, report.elapsedMs)),
    runDelayMs: delays.length === 0 ? null : Math.max(...delays.map(({ waitedMs, times }) => waitedMs / Math.max(1, times))),
    stoodStillMs: most((report) => report.stoodStillMs),
    behindMs: most((report) => report.behindMs),
    meanInFlight,
    bodyBytes: sum((report) => report.bodyBytes),
    requestNames: requestNames(plan),
    samples: joinSamples(reports, plan.keepSamples),
    seed: plan.seed,
    aborted: reports.some((report) => report.aborted),
  }
  const reason = voidReason(plan, measured)
  return {
    ...measured,
    void: reason?.because ?? null,
    voidCause: reason?.cause ?? null,
    notes: notesOf(
      plan,
      measured,
      sum((report) => report.droppedSteps),
    ),
  }
}

export function summaryOf(histogram: Histogram): LatencySummary {
  const at = (q: number) => histogram.quantile(q) / 1000
  const { min, max, mean } = histogram
  return {
    p50: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    p999: at(0.999),
    min: min / 1000,
    max: max / 1000,
    mean: mean / 1000,
  }
}

function mergeHistograms(reports: readonly ThreadReport[]): MergedHistograms {
  const merged = (key: keyof MergedHistograms) => {
    const all = new Histogram()
    for (const report of reports) all.merge(Histogram.deserialize(report[key]))
    return all
  }
  return {
    intended: merged('intended'),
    sent: merged('sent'),
    onTime: merged('onTime'),
    lag: merged('lag'),
    loopDelay: merged('loopDelay'),
  }
}

/** A run of fixed length lasts that long: neither a low rate's early last answer nor a straggler changes what a second is. */
function runDurationMs(plan: LoadPlan, reports: readonly ThreadReport[]): number {
  const last = reports.reduce((top, report) => Math.max(top, report.lastAnswerMs), 0)
  const elapsed = reports.reduce((top, report) => Math.max(top, report.elapsedMs), 0)
  if (reports.some((report) => report.aborted)) return elapsed
  const isCounted = Number.isFinite(plan.maxRequests) || Number.isFinite(plan.requestsPerConnection)
  if (isCounted && elapsed < plan.durationMs) return last > 0 ? last : elapsed
  return Number.isFinite(plan.durationMs) ? plan.durationMs : elapsed
}

/** Whether the load is the same from begin to end. */
function isEven({ kind }: LoadModel): boolean {
  return kind === 'closed' || kind === 'constant' || kind === 'poisson'
}

function offeredRate(plan: LoadPlan, requests: number): number | null {
  const { model } = plan
  if (model.kind === 'closed') return null
  if (model.kind === 'constant' || model.kind === 'poisson') return model.ratePerSecond
  if (model.kind === 'ramp') return (model.fromPerSecond + model.toPerSecond) / 2
  return Number.isFinite(plan.durationMs) ? (requests * 1000) / plan.durationMs : null
}

function addCounts(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total = new Map<string, number>()
  for (const counts of all) for (const [key, count] of Object.entries(counts)) total.set(key, (total.get(key) ?? 0) + count)
  return Object.fromEntries([...total].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function joinSamples(reports: readonly ThreadReport[], limit: number): Samples {
  const join = (key: keyof Samples) => reports.flatMap((report) => report.samples[key]).slice(0, limit)
  return { request: join('request'), intendedMs: join('intendedMs'), latencyMs: join('latencyMs'), status: join('status') }
}

function notesOf(
  plan: LoadPlan,
  measured: Pick<LoadResult, 'latencyMs' | 'errorClasses' | 'connections' | 'aborted' | 'requests' | 'stoodStillMs'>,
  droppedSteps: number,
): string[] {
  const notes: string[] = []
  if (plan.http2) notes.push("HTTP/2 goes through Node's own client: it costs several times as much processor time as HTTP/1.1 does here.")
  if (measured.aborted) notes.push('The run was stopped before its end.')
  if (measured.stoodStillMs > 0)
    notes.push(
      `The generator stood still for ${formatDuration(measured.stoodStillMs)}: it was stopped, waited for a processor, or its machine was asleep.`,
    )
  const waited = (measured.errorClasses.timeout ?? 0) + (measured.errorClasses.unfinished ?? 0)
  if (waited > 0)
    notes.push(`${waited} requests got no answer in time; they count with the time they waited, so high percentiles are lower bounds.`)
  if (droppedSteps > 0)
    notes.push(`${droppedSteps} later steps of scenarios were dropped: too many users were waiting for their next step.`)
  if (measured.connections.failedToOpen > 0)
    notes.push(`${measured.connections.failedToOpen} of ${plan.connections} connections could not be opened before the run.`)
  if (measured.connections.discarded > 0)
    notes.push(`${measured.connections.discarded} connections were given up because the server sent what nobody asked for.`)
  return notes
}
