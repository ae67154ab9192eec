import { RunDelayClock } from '../process/run-delay.ts'

/** What came within so short a time came with the same turn on the processor. */
const SAME_TURN_MS = 0.25

/**
 * How long this thread waited for a processor before its present turn: whatever it reads now has waited for it by up to as much. Looked at
 * once a turn, so that each answer can be told apart from the delay of its reader.
 */
export class HeldUp {
  readonly clock: RunDelayClock | null = RunDelayClock.open()
  #lookedAt = Number.NEGATIVE_INFINITY
  #waitedMs = 0
  #heldMs = 0

  /** Milliseconds; 0 where the system does not tell. */
  at(now: number): number {
    const { clock } = this
    if (clock === null || now - this.#lookedAt < SAME_TURN_MS) return this.#heldMs
    clock.look()
    this.#lookedAt = now
    this.#heldMs = clock.waitedMs - this.#waitedMs
    this.#waitedMs = clock.waitedMs
    return this.#heldMs
  }

  close(): void {
    this.clock?.close()
  }
}
