import { type Random, seededRandom } from '../statistics/random.ts'
import type { Carrier, Exchange } from './carrier.ts'
import type { Engine } from './engine.ts'
import type { Pace } from './pace.ts'

const FIRST_BACKOFF_MS = 10
const LONGEST_BACKOFF_MS = 500

/** Closed model: every connection is a user who asks, waits for the answer, thinks and asks again. */
export class ClosedPace implements Pace {
  readonly #engine: Engine
  readonly #random: Random
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #limit: number
  #issued = 0
  #active = 0
  #ended = false

  constructor(engine: Engine) {
    const { plan, share } = engine
    this.#engine = engine
    this.#random = seededRandom(plan.seed + share.index)
    const { maxRequests } = plan
    this.#limit = Number.isFinite(maxRequests)
      ? Math.floor(maxRequests / share.count) + (share.index < maxRequests % share.count ? 1 : 0)
      : Number.POSITIVE_INFINITY
  }

  begin(now: number): void {
    this.#active = this.#engine.connections.length
    for (const connection of this.#engine.connections) {
      connection.user = connection.index
      connection.scenario = this.#engine.exchanges.choose(this.#random)
      this.#next(connection, now)
    }
  }

  release(connection: Carrier, exchange: Exchange, now: number): void {
    if (++connection.step >= this.#engine.exchanges.stepsOf(connection.scenario)) {
      connection.step = 0
      connection.scenario = this.#engine.exchanges.choose(this.#random)
    }
    const pause = exchange.thinkTimeMs + backoffMs(connection)
    if (pause > 0 && !this.#ended) this.#later(connection, pause)
    else this.#next(connection, now)
  }

  end(): void {
    if (this.#ended) return
    this.#ended = true
    const waiting = this.#timers.size
    this.stop()
    this.#retire(waiting)
  }

  stop(): void {
    this.#ended = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  /** A user who was not served yet asked for nothing more. */
  abandon(): void {}

  #next(connection: Carrier, now: number): void {
    const { plan, exchanges, endAt } = this.#engine
    const isOver = this.#ended || now >= endAt || this.#issued >= this.#limit || connection.issued >= plan.requestsPerConnection
    if (isOver) {
      this.#retire(1)
      return
    }
    this.#issued++
    const exchange = exchanges.get(connection.scenario, connection.step, connection.user)
    const sentAt = performance.now() // not `now`: counting the last answer took time of its own
    this.#engine.send(connection, exchange, sentAt, sentAt)
  }

  #later(connection: Carrier, pause: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#next(connection, performance.now())
    }, pause)
    this.#timers.add(timer)
  }

  #retire(count: number): void {
    this.#active -= count
    if (this.#active <= 0) this.#engine.finished()
  }
}

/** A user whose connection failed tries again after a while: a dead service is not hammered. */
function backoffMs(connection: Carrier): number {
  const failures = connection.failuresInARow
  return failures === 0 ? 0 : Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 10))
}
