import { type Random, seededRandom } from '../statistics/random.ts'
import { type Arrivals, arrivalsOf, everyNth, type OpenModel, take } from './arrivals.ts'
import type { Carrier, Exchange } from './carrier.ts'
import { DueQueue } from './due-queue.ts'
import type { Engine } from './engine.ts'
import type { Pace } from './pace.ts'

/** Users between two steps of their scenario, at most. */
const MAX_WAITING_STEPS = 100_000
/** Timers count whole milliseconds: sleep until so long before the instant, then spin. More costs processor time and lateness alike. */
const SPIN_MS = 0.4
const LONGEST_SLEEP_MS = 1_000_000

/**
 * Open models: requests are due at their own instants. When all connections are busy they wait, and the wait counts. What waits is not
 * stored: the sequence of arrivals is only drawn as far as it has been sent, so a stalled service costs no memory.
 */
export class OpenPace implements Pace {
  readonly #engine: Engine
  readonly #arrivals: Arrivals
  readonly #random: Random
  readonly #steps = new DueQueue(MAX_WAITING_STEPS)
  readonly #free: Carrier[]
  #freeHead = 0
  #freeCount = 0
  #nextArrivalAt = Number.POSITIVE_INFINITY
  #users: number
  #sleep: NodeJS.Timeout | null = null
  #spin: NodeJS.Immediate | null = null
  #wakeAt = Number.POSITIVE_INFINITY
  #stopped = false

  constructor(engine: Engine, model: OpenModel) {
    const { plan, share } = engine
    this.#engine = engine
    const all = take(arrivalsOf(model, plan.durationMs, plan.seed), plan.maxRequests)
    this.#arrivals = everyNth(all, share.count, share.index)
    this.#random = seededRandom(plan.seed + 7919 + share.index)
    this.#users = share.index
    this.#free = [...engine.connections]
    this.#freeCount = this.#free.length
  }

  begin(): void {
    this.#advance()
    this.#pump()
  }

  release(connection: Carrier, exchange: Exchange, now: number): void {
    this.#putBack(connection)
    const { scenario, step, user } = connection
    if (step + 1 < this.#engine.exchanges.stepsOf(scenario) && now < this.#engine.endAt) {
      const kept = this.#steps.push({ dueAt: now + exchange.thinkTimeMs, scenario, step: step + 1, user })
      if (!kept) this.#engine.droppedSteps++
    }
    if (!this.#stopped) this.#pump()
  }

  end(now: number): void {
    while (this.#steps.nextAt >= this.#engine.endAt && this.#steps.pop() !== undefined) {} // steps after the end are not asked for
    if (!this.#stopped && now >= this.#engine.endAt) this.#pump()
  }

  stop(): void {
    this.#stopped = true
    this.#clearTimers()
  }

  abandon(now: number): void {
    const { recorder, exchanges } = this.#engine
    for (; this.#nextArrivalAt < Number.POSITIVE_INFINITY; this.#advance()) {
      const exchange = exchanges.get(exchanges.choose(this.#random), 0, this.#users)
      this.#users += this.#engine.share.count
      recorder.waited(exchange.requestIndex, 0, 'unfinished', this.#nextArrivalAt, this.#nextArrivalAt, now, 0)
    }
  }

  /** Sends everything that is due, as far as there are connections, and sets the alarm for the next instant. */
  #pump(): void {
    for (;;) {
      const isStep = this.#steps.nextAt < this.#nextArrivalAt
      const dueAt = isStep ? this.#steps.nextAt : this.#nextArrivalAt
      if (dueAt === Number.POSITIVE_INFINITY) {
        if (this.#engine.inFlight === 0) this.#finish()
        return
      }
      if (this.#freeCount === 0) return
      const now = performance.now()
      if (dueAt > now) {
        this.#wake(dueAt, now)
        return
      }
      if (isStep) this.#sendStep(now)
      else this.#sendArrival(dueAt, now)
    }
  }

  #sendArrival(dueAt: number, now: number): void {
    const { exchanges, share } = this.#engine
    const scenario = exchanges.choose(this.#random)
    const user = this.#users
    this.#users += share.count
    this.#advance()
    this.#send(scenario, 0, user, dueAt, now)
  }

  #sendStep(now: number): void {
    const due = this.#steps.pop()
    if (due !== undefined) this.#send(due.scenario, due.step, due.user, due.dueAt, now)
  }

  #send(scenario: number, step: number, user: number, dueAt: number, now: number): void {
    const { exchanges, recorder, plan } = this.#engine
    const exchange = exchanges.get(scenario, step, user)
    if (now - dueAt > plan.timeoutMs) {
      recorder.waited(exchange.requestIndex, 0, 'timeout', dueAt, dueAt, now, 0)
      return
    }
    const connection = this.#takeFree()
    connection.scenario = scenario
    connection.step = step
    connection.user = user
    // waiting for a connection is the service's delay, waiting with a free one is ours
    connection.lagMs = Math.max(0, now - Math.max(dueAt, connection.freeSince))
    recorder.lag.record(connection.lagMs * 1000)
    this.#engine.send(connection, exchange, dueAt, now)
  }

  /** The next arrival on the clock of performance.now(). */
  #advance(): void {
    this.#nextArrivalAt = this.#engine.startAt + this.#arrivals()
  }

  #takeFree(): Carrier {
    const connection = this.#free[this.#freeHead] as Carrier
    this.#freeHead = (this.#freeHead + 1) % this.#free.length
    this.#freeCount--
    return connection
  }

  /** Last in, last out: all connections take part, so a service with several workers is loaded evenly. */
  #putBack(connection: Carrier): void {
    this.#free[(this.#freeHead + this.#freeCount) % this.#free.length] = connection
    this.#freeCount++
  }

  #wake(dueAt: number, now: number): void {
    if (this.#wakeAt <= dueAt && (this.#sleep !== null || this.#spin !== null)) return
    this.#clearTimers()
    this.#wakeAt = dueAt
    const delay = dueAt - now
    if (this.#engine.plan.timer === 'economical' && delay > 0.05) {
      this.#sleep = setTimeout(this.#alarm, Math.min(LONGEST_SLEEP_MS, Math.ceil(delay)))
    } else if (delay >= SPIN_MS + 1) this.#sleep = setTimeout(this.#alarm, Math.min(LONGEST_SLEEP_MS, Math.floor(delay - SPIN_MS)))
    else this.#spin = setImmediate(this.#alarm)
  }

  readonly #alarm = (): void => {
    this.#sleep = null
    this.#spin = null
    this.#wakeAt = Number.POSITIVE_INFINITY
    this.#engine.heldUp.at(performance.now()) // a turn of its own: what it waited for is not charged to the next answer
    if (!this.#stopped) this.#pump()
  }

  #clearTimers(): void {
    if (this.#sleep !== null) clearTimeout(this.#sleep)
    if (this.#spin !== null) clearImmediate(this.#spin)
    this.#sleep = null
    this.#spin = null
  }

  #finish(): void {
    this.stop()
    this.#engine.finished()
  }
}
