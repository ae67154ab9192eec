import { RunDelayClock } from '../process/run-delay.ts'

/** What came within so short a time came with the same turn on the processor. */
const SAME_TURN_MS = 0.25

type Clock = Pick<RunDelayClock, 'look' | 'waitedMs' | 'times' | 'close'>

/**
 * How long this thread waited for a processor before its present turn: whatever it reads now has waited for it by up to as much. Looked at
 * after each pause, so that each answer can be told apart from the delay of its reader; one that was busy all the while waited for nothing.
 */
export class HeldUp {
  readonly clock: Clock | null
  #lookedAt = Number.NEGATIVE_INFINITY
  #calledAt = Number.NEGATIVE_INFINITY
  #waitedMs: number
  #heldMs = 0

  constructor(clock: Clock | null = RunDelayClock.open()) {
    this.clock = clock
    this.#waitedMs = clock?.waitedMs ?? 0
  }

  /** Milliseconds; 0 where the system does not tell. */
  at(now: number): number {
    const { clock } = this
    if (clock === null || now - this.#lookedAt < SAME_TURN_MS) {
      this.#calledAt = now
      return this.#heldMs
    }
    const pauseMs = now - this.#calledAt
    this.#calledAt = now
    if (pauseMs < SAME_TURN_MS) {
      this.#heldMs = 0
      return 0
    }
    clock.look()
    this.#lookedAt = now
    this.#heldMs = Math.min(pauseMs, clock.waitedMs - this.#waitedMs)
    this.#waitedMs = clock.waitedMs
    return this.#heldMs
  }

  close(): void {
    this.clock?.close()
  }
}
