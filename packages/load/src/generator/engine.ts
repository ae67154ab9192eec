import type { Carrier, CarrierOwner, Exchange } from './carrier.ts'
import { Connection } from './connection.ts'
import { classOfStatus, type ErrorClass } from './error-class.ts'
import { Exchanges } from './exchanges.ts'
import { HeldUp } from './held-up.ts'
import { Http2Carrier, Http2Sessions } from './http2-carrier.ts'
import type { LoadPlan } from './load-options.ts'
import { type Pace, paceOf } from './pace.ts'
import { Recorder, type Recording } from './recorder.ts'

/** Which part of a run's connections and arrivals a thread takes. */
export interface Share {
  readonly index: number
  readonly count: number
}

export interface RunDelay {
  readonly waitedMs: number
  readonly times: number
}

/** What one thread brings back: plain data. */
export interface ThreadReport extends Recording {
  readonly elapsedMs: number
  readonly cpuMs: number
  /** Waiting for a processor, when the thread was ready to run; null where the system does not tell. */
  readonly runDelay: RunDelay | null
  readonly opened: number
  readonly failedToOpen: number
  readonly retried: number
  readonly discarded: number
  readonly connectMs: number
  readonly inFlightSum: number
  readonly inFlightSamples: number
  readonly droppedSteps: number
  /** How long the heartbeat stood still: the process was stopped, waited for a processor, or the machine was asleep. */
  readonly stoodStillMs: number
  /** How long the heartbeat was behind while the thread worked. */
  readonly behindMs: number
  readonly aborted: boolean
}

const READ_BUFFER_BYTES = 64 * 1024
const TICK_MS = 10
/** Timers of the event loop count whole milliseconds: a heartbeat up to this late is on time. */
const TIMER_GRAIN_MS = 1.2
/** A heartbeat that is later than this is told. */
const STANDSTILL_MS = 250
/** Servers queue a limited number of connections that they have not accepted yet. */
const CONNECT_AT_ONCE = 100
const CONNECT_PATIENCE_MS = 3000

/** Drives one thread's share of a run. */
export class Engine implements CarrierOwner {
  readonly plan: LoadPlan
  readonly share: Share
  readonly recorder: Recorder
  readonly exchanges: Exchanges
  readonly connections: readonly Carrier[]
  readonly heldUp = new HeldUp()
  startAt = 0
  endAt = Number.POSITIVE_INFINITY
  inFlight = 0
  droppedSteps = 0

  readonly #pace: Pace
  readonly #sessions: Http2Sessions | null
  #failedToOpen = 0
  #connectMs = 0
  #inFlightSum = 0
  #inFlightSamples = 0
  #stoodStillMs = 0
  #behindMs = 0
  #tickDue = 0
  #cpuMs = 0
  #tickTimer: NodeJS.Timeout | null = null
  #aborted = false
  #finish: (() => void) | null = null

  constructor(plan: LoadPlan, share: Share) {
    this.plan = plan
    this.share = share
    this.recorder = new Recorder(Math.ceil(plan.keepSamples / share.count), plan.model.kind === 'closed')
    this.exchanges = new Exchanges(plan)
    const options = { ...plan, readBuffer: Buffer.allocUnsafeSlow(READ_BUFFER_BYTES) }
    const count = Math.floor(plan.connections / share.count) + (share.index < plan.connections % share.count ? 1 : 0)
    const sessions = plan.http2 ? new Http2Sessions(options) : null
    this.#sessions = sessions
    this.connections = Array.from({ length: count }, (_, position) => {
      const index = position * share.count + share.index
      return sessions === null ? new Connection(index, options, this) : new Http2Carrier(index, position, sessions, this)
    })
    this.#pace = paceOf(this)
  }

  /** Opens the connections, so that a run measures requests and not handshakes. Those that fail are tried again when they are needed. */
  async connect(signal?: AbortSignal): Promise<void> {
    const began = performance.now()
    for (let first = 0; first < this.connections.length; first += CONNECT_AT_ONCE) {
      if (signal?.aborted === true || performance.now() - began > CONNECT_PATIENCE_MS) break
      const group = this.connections.slice(first, first + CONNECT_AT_ONCE)
      await atMost(CONNECT_PATIENCE_MS, Promise.all(group.map((connection) => connection.open())))
    }
    this.#connectMs = performance.now() - began
    for (const connection of this.connections) if (!connection.isOpen) this.#failedToOpen++
  }

  /** Runs from `startAt` (of performance.now()) to the end of the plan, or until the signal. */
  async run(startAt: number, signal?: AbortSignal): Promise<ThreadReport> {
    await new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, startAt - performance.now())))
    const cpuBefore = threadCpuMs()
    const delayBefore = this.#runDelay()
    const now = performance.now()
    // threads share one start; a lone late thread must not begin with a backlog of its own making
    this.startAt = this.share.count > 1 ? startAt : now
    this.endAt = this.startAt + this.plan.durationMs
    this.recorder.start(this.startAt, this.endAt)
    for (const connection of this.connections) connection.freeSince = now
    const abort = () => this.#abort()
    signal?.addEventListener('abort', abort, { once: true })
    await new Promise<void>((resolve) => {
      this.#finish = resolve
      this.#scheduleTick(now)
      if (signal?.aborted === true) this.#abort()
      else this.#pace.begin(now)
    })
    signal?.removeEventListener('abort', abort)
    return this.#report(performance.now(), threadCpuMs() - cpuBefore, delayBefore)
  }

  send(connection: Carrier, exchange: Exchange, intendedAt: number, now: number): void {
    this.inFlight++
    connection.issued++
    connection.send(exchange, intendedAt, now)
  }

  answered(connection: Carrier, exchange: Exchange, now: number): void {
    this.inFlight--
    connection.failuresInARow = 0
    const { status, bodyBytes } = connection.parser
    this.recorder.bodyBytes += bodyBytes
    const failure = classOfStatus(status, exchange.expectedStatuses)
    const { intendedAt, sentAt, lagMs } = connection
    // before its reader was held up, the answer may have been on its way: no delay is longer than that
    const ownMs = lagMs + Math.min(this.heldUp.at(now), now - sentAt)
    this.recorder.waited(exchange.requestIndex, status, failure, intendedAt, sentAt, now, ownMs)
    connection.freeSince = now
    this.#pace.release(connection, exchange, now)
  }

  failed(connection: Carrier, exchange: Exchange, failure: ErrorClass, now: number): void {
    this.inFlight--
    connection.failuresInARow++
    if (failure === 'timeout') this.#waitedInVain(connection, exchange, failure, now)
    else this.recorder.failed(exchange.requestIndex, failure, connection.intendedAt, now)
    connection.freeSince = now
    this.#pace.release(connection, exchange, now)
  }

  /** Called by the pace when it has nothing more to send and nothing is under way. */
  finished(): void {
    if (this.#tickTimer !== null) clearTimeout(this.#tickTimer)
    this.#tickTimer = null
    for (const connection of this.connections) connection.close()
    this.#sessions?.close()
    this.#finish?.()
    this.#finish = null
  }

  #waitedInVain(connection: Carrier, exchange: Exchange, failure: ErrorClass, now: number): void {
    this.recorder.waited(exchange.requestIndex, 0, failure, connection.intendedAt, connection.sentAt, now, connection.lagMs)
  }

  #abort(): void {
    this.#aborted = true
    this.#pace.stop()
    this.finished()
  }

  #scheduleTick(now: number): void {
    this.#tickDue = now + TICK_MS
    this.#cpuMs = threadCpuMs()
    this.#tickTimer = setTimeout(() => this.#tick(), TICK_MS)
  }

  /** The heartbeat: measures its own delay, samples what is under way, enforces deadlines and the end of the run. */
  #tick(): void {
    const now = performance.now()
    this.heldUp.at(now)
    const lateMs = Math.max(0, now - this.#tickDue - TIMER_GRAIN_MS)
    this.recorder.loopDelay.record(lateMs * 1000)
    if (lateMs > STANDSTILL_MS) this.#comeLate(lateMs)
    if (now < this.endAt) {
      this.#inFlightSum += this.inFlight
      this.#inFlightSamples++
    }
    for (const connection of this.connections) {
      const { exchange } = connection
      if (exchange === null || now - connection.intendedAt <= this.plan.timeoutMs) continue
      connection.close()
      this.failed(connection, exchange, 'timeout', now)
    }
    if (now >= this.endAt) this.#pace.end(now)
    if (now >= this.endAt + this.plan.drainMs) this.#cutOff(now)
    if (this.#finish !== null) this.#scheduleTick(now)
  }

  #comeLate(lateMs: number): void {
    if (threadCpuMs() - this.#cpuMs < lateMs / 2) this.#stoodStillMs += lateMs
    else this.#behindMs += lateMs
  }

  /** What is still under way after the time to drain counts as an error, with the time it has waited. */
  #cutOff(now: number): void {
    this.#pace.stop()
    for (const connection of this.connections) {
      const { exchange } = connection
      if (exchange === null) continue
      this.#waitedInVain(connection, exchange, 'unfinished', now)
      connection.close()
    }
    this.#pace.abandon(now)
    this.finished()
  }

  /** How long and how often this thread has waited for a processor so far. */
  #runDelay(): RunDelay | null {
    const { clock } = this.heldUp
    if (clock === null) return null
    clock.look()
    return { waitedMs: clock.waitedMs, times: clock.times }
  }

  #report(now: number, cpuMs: number, delayBefore: RunDelay | null): ThreadReport {
    const total = (key: 'opened' | 'retried' | 'discarded') => this.connections.reduce((sum, connection) => sum + connection[key], 0)
    const delayAfter = this.#runDelay()
    this.heldUp.close()
    return {
      ...this.recorder.finish(),
      elapsedMs: now - this.startAt,
      cpuMs,
      runDelay:
        delayBefore === null || delayAfter === null
          ? null
          : { waitedMs: delayAfter.waitedMs - delayBefore.waitedMs, times: delayAfter.times - delayBefore.times },
      opened: total('opened'),
      failedToOpen: this.#failedToOpen,
      retried: total('retried'),
      discarded: total('discarded'),
      connectMs: this.#connectMs,
      inFlightSum: this.#inFlightSum,
      inFlightSamples: this.#inFlightSamples,
      droppedSteps: this.droppedSteps,
      stoodStillMs: this.#stoodStillMs,
      behindMs: this.#behindMs,
      aborted: this.#aborted,
    }
  }
}

function threadCpuMs(): number {
  const { user, system } = typeof process.threadCpuUsage === 'function' ? process.threadCpuUsage() : process.cpuUsage()
  return (user + system) / 1000
}

async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([
    work,
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds)
    }),
  ])
  clearTimeout(timer)
}
