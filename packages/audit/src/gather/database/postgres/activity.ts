import { APPLICATION_NAME, numberOf, type PostgresSession, type Row, textOf } from './connection.ts'

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

const BACKENDS = `SELECT a.pid, a.pid::text || '/' || extract(epoch FROM a.backend_start)::text AS key, a.usename AS role,
    a.application_name AS application, coalesce(a.state, '') AS state, coalesce(a.wait_event_type = 'Lock', false) AS locked,
    extract(epoch FROM clock_timestamp() - a.state_change) * 1000 AS state_ms,
    extract(epoch FROM clock_timestamp() - a.xact_start) * 1000 AS xact_ms,
    extract(epoch FROM clock_timestamp() - a.query_start) * 1000 AS query_ms, left(a.query, 600) AS query,
    CASE WHEN a.wait_event_type = 'Lock' THEN pg_catalog.pg_blocking_pids(a.pid) ELSE '{}' END AS blockers
  FROM pg_catalog.pg_stat_activity a
  WHERE a.datname = current_database() AND a.pid <> pg_catalog.pg_backend_pid() AND a.application_name <> '${APPLICATION_NAME}'
    AND a.backend_type = 'client backend'`

/** Sessions of others on this database. What an account may not see has an empty state. */
export async function backendsOf(session: PostgresSession): Promise<readonly Backend[]> {
  return (await session.rows(BACKENDS)).map(backendOf)
}

function backendOf(row: Row): Backend {
  return {
    pid: numberOf(row.pid),
    key: textOf(row.key),
    role: textOf(row.role),
    application: textOf(row.application),
    state: textOf(row.state),
    waitsForLock: row.locked === true,
    stateMs: numberOf(row.state_ms),
    transactionMs: row.xact_ms === null || row.xact_ms === undefined ? null : numberOf(row.xact_ms),
    queryMs: numberOf(row.query_ms),
    query: textOf(row.query),
    blockedBy: Array.isArray(row.blockers) ? row.blockers.map(Number) : [],
  }
}

export function isIdleInTransaction({ state }: Backend): boolean {
  return state.startsWith('idle in transaction')
}

const SAMPLE_EVERY_MS = 40

/** Samples the sessions until it is stopped, and tells each sample. */
export class ActivitySampler {
  private readonly session: PostgresSession
  private readonly onSample: (backends: readonly Backend[]) => void
  private readonly everyMs: number
  private isStopped = false
  private running: Promise<void> = Promise.resolve()

  constructor(session: PostgresSession, onSample: (backends: readonly Backend[]) => void, everyMs = SAMPLE_EVERY_MS) {
    this.session = session
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
        this.onSample(await backendsOf(this.session))
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
