import { type InjectionPoint, nameOf, sendAt, textAt } from '../injection-points.ts'
import type { Probing } from '../probing.ts'
import type { Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** A query that takes its time, more of it for more. */
interface Delay {
  readonly database: string
  readonly query: (amount: number) => string
  /** Amounts for about half a second and for twice as long. */
  readonly amounts: readonly [number, number]
}

const DELAYS: readonly Delay[] = [
  { database: 'PostgreSQL', query: (seconds) => `SELECT 1 FROM pg_sleep(${seconds})`, amounts: [0.6, 1.2] },
  { database: 'MySQL', query: (seconds) => `SELECT SLEEP(${seconds})`, amounts: [0.6, 1.2] },
  {
    database: 'SQLite',
    query: (rows) => `SELECT COUNT(*) FROM (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT ${rows}) SELECT x FROM c)`,
    amounts: [2_000_000, 4_000_000],
  },
]

/** Answers that take less than this longer say nothing on a busy machine. */
const LEAST_MS = 250
const LONGEST_MS = 8000

/**
 * A query inside the value that takes its time, where one answer is given to all and the source says that the value gets into SQL. What is
 * put beside the value matches no row, so that nothing is changed by it.
 */
export async function byDelay(probing: Probing, point: InjectionPoint, base: Reply): Promise<boolean> {
  if (!probing.mayDisturb || !point.hints.has('sql-injection')) return false
  const value = textAt(point)
  const ask = (query: string): Promise<Reply> => sendAt(probing, point, `${value}'||(${query})||'`, { timeoutMs: LONGEST_MS })
  for (const { database, query, amounts } of DELAYS) {
    const [some, more] = amounts
    const none = await ask(query(0))
    const first = await ask(query(some))
    if (first.durationMs < none.durationMs + LEAST_MS) continue
    const noneAgain = await ask(query(0))
    const second = await ask(query(more))
    const third = await ask(query(some))
    // The same text where it does not end the value.
    const inert = await sendAt(probing, point, `${value}''||(${query(more)})||''`, { timeoutMs: LONGEST_MS })
    const calm = Math.max(none.durationMs, noneAgain.durationMs, inert.durationMs)
    const shorter = Math.min(first.durationMs, third.durationMs)
    if (shorter < calm + LEAST_MS || second.durationMs - calm < 1.5 * (Math.max(first.durationMs, third.durationMs) - calm)) continue
    probing.trial(
      'sqlInjection',
      trialOn(point.accepted.operation, {
        name: 'delay',
        parameter: nameOf(point),
        saw: 'effect',
        effect: `a query of ${database} inside the value decides how long the answer takes: ${Math.round(calm)} ms without work, ${Math.round(shorter)} ms with some, ${Math.round(second.durationMs)} ms with twice as much`,
        identity: point.accepted.session?.name ?? 'anonymous',
        baseline: base.exchange,
        control: inert.exchange,
        attempts: exchangesOf(first, second, third),
        reproduced: { count: 2, of: 2 },
        details: { database, isHinted: true },
      }),
    )
    return true
  }
  return false
}
