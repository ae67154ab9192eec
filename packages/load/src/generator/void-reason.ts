import { formatDuration } from '../duration.ts'
import type { LoadPlan } from './load-options.ts'
import type { LoadResult } from './load-result.ts'
import type { OwnDelay } from './own-delay.ts'

export type Measured = Omit<LoadResult, 'void' | 'voidCause' | 'notes'>

/** What a percentile may be off: the goal of 2 %, with room for what the estimate of the own delay misses. */
const MAX_DISTORTION = { p50: 0.05, p95: 0.015, p99: 0.015, p999: 0.025 }
/** With fewer requests p99.9 is a handful of them, and nothing is claimed of it. */
const REQUESTS_FOR_P999 = 20_000
const MAX_DISTORTION_MS = 0.05
/** In the closed model an answer waits as long as the generator does for its processor; some 0.07 ms is every system's way to wake up. */
const MAX_RUN_DELAY_SHARE = 0.04
const MAX_RUN_DELAY_MS = 0.2
/** Beyond this share of a processor, answers queue inside the generator. */
const MAX_CPU_SHARE = 0.92
const MAX_BUSY_SHARE = 0.95
/** Beyond this share of the machine, other programs were at work before the load began. */
const MAX_OTHER_WORK = 0.1
/** Beyond this share of the run a standstill is in the rate and in p99. */
const MAX_STANDSTILL_SHARE = 0.01
const MAX_LITTLE_GAP = 0.1
/** Fewer samples of what is under way say nothing about Little's law. */
const MIN_LITTLE_SAMPLES = 50

/** What made a run void: `disturbed` is other work on the machine, whose share `ownDelayMs` tells; the others leave nothing to use. */
export type VoidCause = 'generator-limit' | 'nothing-measured' | 'disturbed' | 'generator-saturated' | 'littles-law'

export interface VoidReason {
  readonly cause: VoidCause
  readonly because: string
}

/** Why the numbers would describe the generator or this machine rather than the service; null when nothing speaks against them. */
export function voidReason(plan: LoadPlan, measured: Measured): VoidReason | null {
  const limits = measured.errorClasses['generator-limit'] ?? 0
  if (limits > 0) {
    return reason(
      'generator-limit',
      `${limits} requests failed because this machine ran out of descriptors or ports; use fewer connections.`,
    )
  }
  if (measured.requests === 0) return reason('nothing-measured', 'No request came to an end.')
  return (
    standstillReason(measured) ??
    behindReason(measured) ??
    saturatedReason(plan, measured) ??
    disturbedReason(plan, measured) ??
    targetReason(measured) ??
    heldUpReason(plan, measured) ??
    littleReason(plan, measured)
  )
}

/** Whoever waited meanwhile waited for the generator, and nobody asked: latencies and rate are both off. */
function standstillReason({ stoodStillMs, durationMs }: Measured): VoidReason | null {
  if (stoodStillMs <= MAX_STANDSTILL_SHARE * durationMs) return null
  const time = formatDuration(stoodStillMs)
  return reason(
    'disturbed',
    `The generator stood still for ${time} of ${formatDuration(durationMs)}: it was stopped, waited for a processor, or its machine was asleep.`,
  )
}

/** Answers that came meanwhile lay there until they were read. */
function behindReason({ behindMs, durationMs, connections }: Measured): VoidReason | null {
  if (behindMs <= MAX_STANDSTILL_SHARE * durationMs) return null
  const time = `${formatDuration(behindMs)} of ${formatDuration(durationMs)}`
  return reason(
    'generator-saturated',
    `The generator was behind with its own work for ${time}. Use fewer connections than ${connections.used} (-c), or more threads (-t).`,
  )
}

function saturatedReason(plan: LoadPlan, measured: Measured): VoidReason | null {
  if (plan.model.kind !== 'closed' || measured.cpuShare <= MAX_CPU_SHARE) return null
  const way = `Use more threads (-t ${plan.threads + 1}) or a fixed rate (-R).`
  return reason('generator-saturated', `The generator used ${percent(measured.cpuShare)} of a processor: it was the bottleneck. ${way}`)
}

function disturbedReason(plan: LoadPlan, measured: Measured): VoidReason | null {
  const distorted = distortedFigure(measured, measured.ownDelayMs)
  if (distorted === null) return null
  const late =
    plan.model.kind === 'closed' ? 'The generator was held up' : `The generator was late (sending p99 ${measured.lagMs.p99.toFixed(2)} ms)`
  return reason('disturbed', `${late}: ${distorted} is its own delay. Lower the load, use more threads (-t), or quiet the machine.`)
}

/** Other programs hold up a service on this machine as they do its generator; what the load itself brings along is the service's own. */
function targetReason(measured: Measured): VoidReason | null {
  const { target, ownDelayMs: own } = measured
  if (target === null || target.otherWork <= MAX_OTHER_WORK) return null
  const { delayMs } = target
  const together = { ...own, p95: own.p95 + delayMs.p95, p99: own.p99 + delayMs.p99, p999: own.p999 + delayMs.p999 }
  const distorted = distortedFigure(measured, together)
  if (distorted === null) return null
  return reason(
    'disturbed',
    `Other programs took ${percent(target.otherWork)} of this machine before the load began, and the service waited for a processor: about ${distorted} is theirs. Quiet the machine.`,
  )
}

/** `3 % of p99`: the first percentile that is further off than it may be. */
function distortedFigure(measured: Measured, delayMs: OwnDelay): string | null {
  for (const name of ['p50', 'p95', 'p99', 'p999'] as const) {
    if (name === 'p999' && measured.requests < REQUESTS_FOR_P999) continue
    const share = delayMs[name] / Math.max(measured.latencyMs[name], 1e-9)
    if (share > MAX_DISTORTION[name] && delayMs[name] > MAX_DISTORTION_MS) return `${percent(share)} of ${name === 'p999' ? 'p99.9' : name}`
  }
  return null
}

/** In the closed model nobody is due: a generator that waits for its processor asks less and later, and no percentile shows it. */
function heldUpReason(plan: LoadPlan, measured: Measured): VoidReason | null {
  if (plan.model.kind !== 'closed') return null
  const waitedMs = measured.runDelayMs ?? 0
  if (waitedMs > MAX_RUN_DELAY_MS && waitedMs > MAX_RUN_DELAY_SHARE * measured.latencyMs.mean) {
    const each = `${waitedMs.toFixed(1)} ms each time`
    return reason('disturbed', `The generator waited for a processor, ${each}: other work on this machine is in the numbers.`)
  }
  if (measured.busyShare <= MAX_BUSY_SHARE) return null
  const waiting = percent(measured.busyShare - measured.cpuShare)
  return reason(
    'disturbed',
    `The generator was never idle: it worked ${percent(measured.cpuShare)} of the time and waited for a processor ${waiting}.`,
  )
}

/**
 * Little's law: what is under way on average is rate times latency. Sampled by the heartbeat on the one side, summed from the latencies
 * on the other; when they disagree, time went where nobody looked.
 */
function littleReason(plan: LoadPlan, measured: Measured): VoidReason | null {
  const { expected } = measured.littlesLaw
  const enough = measured.durationMs / 10 >= MIN_LITTLE_SAMPLES && measured.requests >= 1000 && !measured.aborted
  const transportErrors = measured.requests - measured.histogram.count
  if (!enough || transportErrors > 0 || Math.min(expected, measured.meanInFlight) < 2) return null
  const gap = Math.abs(measured.meanInFlight - expected) / Math.max(measured.meanInFlight, expected)
  const tolerance = plan.model.kind === 'closed' ? MAX_LITTLE_GAP : 2.5 * MAX_LITTLE_GAP
  if (gap <= tolerance) return null
  return reason(
    'littles-law',
    `Rate times latency gives ${expected.toFixed(1)} requests under way, ${measured.meanInFlight.toFixed(1)} were seen: the result contradicts Little's law.`,
  )
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`
}

function reason(cause: VoidCause, because: string): VoidReason {
  return { cause, because }
}
