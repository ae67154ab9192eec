import { closeSync, openSync, readSync } from 'node:fs'

const BUFFER_BYTES = 96
const SPACE = 32

/** How long a thread has waited for a processor while it was ready to run, as Linux counts it; a look costs some 2 microseconds. */
export class RunDelayClock {
  readonly #descriptor: number
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES)
  /** Milliseconds waited in all, at the last look. */
  waitedMs = 0
  /** How often it was given a processor, at the last look. */
  times = 0

  private constructor(descriptor: number) {
    this.#descriptor = descriptor
  }

  /** Of the calling thread, or of the one whose `/proc` entry is named; null where the system does not tell. */
  static open(path = '/proc/thread-self/schedstat'): RunDelayClock | null {
    try {
      const clock = new RunDelayClock(openSync(path, 'r'))
      clock.look()
      return clock
    } catch {
      return null
    }
  }

  /** Brings the counts up to date; false when the thread is gone. The line holds: time on a processor, time waited (ns), times. */
  look(): boolean {
    try {
      const length = readSync(this.#descriptor, this.#buffer, 0, BUFFER_BYTES, 0)
      let field = 0
      let value = 0
      for (let index = 0; index < length; index++) {
        const byte = this.#buffer[index] ?? 0
        if (byte >= 48 && byte <= 57) value = value * 10 + byte - 48
        else {
          if (field === 1) this.waitedMs = value / 1e6
          if (field === 2) this.times = value
          field++
          value = 0
          if (byte !== SPACE) break
        }
      }
      return length > 0
    } catch {
      return false
    }
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}
