/** One session of the server at one instant. */
export interface Backend {
  readonly pid: number
  /** Pid and start: a pid may come again. */
  readonly key: string
  readonly role: string
  readonly application: string
  readonly state: string
  readonly waitsForLock: boolean
  /** Since it is in this state. */
  readonly stateMs: number
  /** Since its transaction began; null outside of one. */
  readonly transactionMs: number | null
  /** Since its statement began. */
  readonly queryMs: number
  readonly query: string
  readonly blockedBy: readonly number[]
}

/** Sessions of others on the database. */
export type ActivityReader = () => Promise<readonly Backend[]>

export function isIdleInTransaction({ state }: Backend): boolean {
  return state.startsWith('idle in transaction')
}

const SAMPLE_EVERY_MS = 40

/** Samples the sessions until it is stopped, and tells each sample. */
export class ActivitySampler {
  private readonly read: ActivityReader
  private readonly onSample: (backends: readonly Backend[]) => void
  private readonly everyMs: number
  private isStopped = false
  private running: Promise<void> = Promise.resolve()

  constructor(read: ActivityReader, onSample: (backends: readonly Backend[]) => void, everyMs = SAMPLE_EVERY_MS) {
    this.read = read
    this.onSample = onSample
    this.everyMs = everyMs
  }

  start(): this {
    this.running = this.loop()
    return this
  }

  async stop(): Promise<void> {
    this.isStopped = true
    await this.running
  }

  private async loop(): Promise<void> {
    while (!this.isStopped) {
      try {
        this.onSample(await this.read())
      } catch {
        return
      }
      await new Promise((resolve) => setTimeout(resolve, this.everyMs))
    }
  }
}

/** Who waits for whom, the one that nobody blocks first; empty when nobody waits. */
export function chainOf(waiting: Backend, backends: readonly Backend[]): readonly Backend[] {
  const chain = [waiting]
  const seen = new Set([waiting.pid])
  for (let current: Backend | undefined = waiting; current !== undefined; ) {
    const next: Backend | undefined = backends.find(({ pid }) => current?.blockedBy.includes(pid) && !seen.has(pid))
    if (next === undefined) break
    seen.add(next.pid)
    chain.unshift(next)
    current = next
  }
  return chain
}

/** Whether two or more sessions wait for one another in a ring. */
export function ringOf(backends: readonly Backend[]): readonly Backend[] {
  const byPid = new Map(backends.map((backend) => [backend.pid, backend]))
  for (const start of backends) {
    const path: Backend[] = []
    const visit = (backend: Backend): readonly Backend[] => {
      if (path.includes(backend)) return backend === start ? path : []
      path.push(backend)
      for (const pid of backend.blockedBy) {
        const next = byPid.get(pid)
        const found = next === undefined ? [] : visit(next)
        if (found.length > 0) return [...found]
      }
      path.pop()
      return []
    }
    const ring = visit(start)
    if (ring.length > 1) return ring
  }
  return []
}
