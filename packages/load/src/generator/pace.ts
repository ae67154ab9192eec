import type { Carrier, Exchange } from './carrier.ts'
import { ClosedPace } from './closed-pace.ts'
import type { Engine } from './engine.ts'
import { OpenPace } from './open-pace.ts'

/** Decides when the next request leaves on which connection. */
export interface Pace {
  begin(now: number): void
  /** A connection has its answer, or lost its request. */
  release(connection: Carrier, exchange: Exchange, now: number): void
  /** The time of the run is over: nothing new becomes due. */
  end(now: number): void
  /** Sends nothing more; timers are gone. */
  stop(): void
  /** Counts what was due and never sent. */
  abandon(now: number): void
}

export function paceOf(engine: Engine): Pace {
  return engine.plan.model.kind === 'closed' ? new ClosedPace(engine) : new OpenPace(engine, engine.plan.model)
}
