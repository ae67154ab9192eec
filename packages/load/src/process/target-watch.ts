import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Histogram, type SerializedHistogram } from '../histogram.ts'
import { listeningProcesses } from './listening-process.ts'
import { RunDelayClock } from './run-delay.ts'

const LOOK_MS = 10
const MAX_THREADS = 32
/** Long enough for the machine's clock of hundredths of a second to tell idle from busy. */
const BASELINE_MS = 120
const MS_PER_TICK = 10

/** What a target on this machine suffered from other programs. */
export interface TargetDelay {
  /** Share of this machine's processors that was taken before the load began. */
  readonly otherWork: number
  /** How long a request may have waited because the target's process waited for a processor; one entry a look. */
  readonly waits: SerializedHistogram
}

/**
 * Watches how long the process that listens on a port waits for a processor. A service that shares its machine with its load generator is
 * held up by whatever else runs there, and only the machine can tell; the service's latency cannot.
 */
export class TargetWatch {
  readonly #clocks: readonly RunDelayClock[]
  readonly #otherWork: number
  readonly #waits = new Histogram()
  #timer: NodeJS.Timeout | null = null
  #lookedAt = 0
  #waitedMs = 0
  #times = 0

  private constructor(clocks: readonly RunDelayClock[], otherWork: number) {
    this.#clocks = clocks
    this.#otherWork = otherWork
  }

  /** Null when nobody of this machine who may be looked into listens there. */
  static async open(port: number): Promise<TargetWatch | null> {
    const busyBefore = busyMs()
    const beganAt = performance.now()
    const [pids] = await Promise.all([listeningProcesses(port), new Promise((resolve) => setTimeout(resolve, BASELINE_MS))])
    const busy = busyMs()
    const clocks = pids
      .filter((pid) => pid !== process.pid)
      .flatMap(threadsOf)
      .slice(0, MAX_THREADS)
      .flatMap((path) => RunDelayClock.open(path) ?? [])
    if (clocks.length === 0 || busy === null || busyBefore === null) return null
    const capacityMs = (performance.now() - beganAt) * availableParallelism()
    return new TargetWatch(clocks, Math.min(1, Math.max(0, (busy.all - busyBefore.all - (busy.own - busyBefore.own)) / capacityMs)))
  }

  start(): void {
    this.#look(performance.now())
    this.#waits.reset()
    this.#timer = setInterval(() => this.#look(performance.now()), LOOK_MS)
    this.#timer.unref()
  }

  stop(): TargetDelay {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
    for (const clock of this.#clocks) clock.close()
    return { otherWork: this.#otherWork, waits: this.#waits.serialize() }
  }

  /**
   * A wait of length w within a look of length t delays what comes meanwhile by up to w, evenly; what comes at another time waits as long as
   * the process does each time it wakes up. A hundred entries a look keep the shares.
   */
  #look(now: number): void {
    let waitedMs = 0
    let times = 0
    for (const clock of this.#clocks) {
      clock.look()
      waitedMs += clock.waitedMs
      times += clock.times
    }
    const elapsed = now - this.#lookedAt
    const waited = Math.min(elapsed, waitedMs - this.#waitedMs)
    const each = waited / Math.max(1, times - this.#times)
    const within = Math.round((waited / Math.max(elapsed, 1e-3)) * 100)
    for (let index = 0; index < 100; index++) this.#waits.record((index < within ? ((index + 0.5) / within) * waited : each) * 1000)
    this.#lookedAt = now
    this.#waitedMs = waitedMs
    this.#times = times
  }
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}/schedstat`)
  } catch {
    return []
  }
}

/** Processor time used on this machine, by all and by this process, in milliseconds. */
function busyMs(): { all: number; own: number } | null {
  try {
    const [, user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, steal = 0] = readFileSync('/proc/stat', 'utf8')
      .slice(0, 300)
      .split(/\s+/)
      .map(Number)
    const own = process.cpuUsage()
    return { all: (user + nice + system + irq + softIrq + steal) * MS_PER_TICK, own: (own.user + own.system) / 1000 }
  } catch {
    return null
  }
}
