import { setTimeout as sleep } from 'node:timers/promises'
import type { DeadlockFact, StatementLimitFact, TableFact } from '../../../model/facts/database.ts'
import type { DrivenRequest } from '../driven-request.ts'
import { maskStatement } from '../mask-statement.ts'
import type { Requester } from '../requester.ts'
import { textOf } from '../values.ts'
import { type ActivityReader, ActivitySampler, ringOf } from './activity.ts'

/** What is done only to a database that the user called disposable. */
export interface HarmTools {
  readonly requester: Requester
  readonly readBackends: ActivityReader
  /** Takes a table for itself until it is let go. */
  readonly lock: (table: string) => Promise<void>
  readonly unlock: () => Promise<void>
  /** Deadlocks that the server has ended so far. */
  readonly deadlocksSoFar: () => Promise<number>
  readonly signal: AbortSignal
}

/** Longest time that a table stays locked to see whether a statement gives up. */
const HOLD_MS = 6000

/** Locks a table that an endpoint reads and asks the endpoint: does the wait end before the lock does? */
export async function tryStatementLimit(
  request: DrivenRequest,
  table: string,
  { requester, readBackends, lock, unlock }: HarmTools,
): Promise<StatementLimitFact | null> {
  try {
    await lock(table)
    const started = performance.now()
    let endedAt: number | null = null
    let status = 0
    const asked = requester.send(request, HOLD_MS + 4000).then((answer) => {
      endedAt ??= performance.now()
      status = answer.status
    })
    let waited = 0
    let endedBy: StatementLimitFact['endedBy'] = 'us'
    while (performance.now() - started < HOLD_MS) {
      await sleep(50)
      const waiting = (await readBackends()).filter(({ waitsForLock }) => waitsForLock)
      if (waiting.length > 0) waited = performance.now() - started
      if (endedAt !== null) {
        endedBy = waiting.length === 0 ? 'server' : 'service'
        break
      }
    }
    await unlock()
    await asked
    if (waited === 0) return null
    return { endpoint: request.endpoint, table, waitedMs: Math.round(waited), endedBy, status }
  } catch {
    return null
  } finally {
    await unlock().catch(() => {})
  }
}

const ROUNDS = 12
const AT_ONCE = 8
const MAX_PAIRS = 6
/** Names of fields that hold one of two things of the same kind. */
const PAIRED = /^(?:from|to|source|target|src|dst|a|b|first|second|left|right|sender|receiver|debit|credit|.*(?:_?ids?|Ids?|_?account))$/i

/** Runs writers against each other: the same in opposite order, and different ones on the same things. */
export async function tryDeadlocks(
  writes: readonly DrivenRequest[],
  tables: readonly TableFact[],
  tools: HarmTools,
): Promise<DeadlockFact | null> {
  const pairs = [
    ...writes.flatMap((write) => crossedWith(write)),
    ...writes.flatMap((first, index) => writes.slice(index + 1).map((second): [DrivenRequest, DrivenRequest] => [first, second])),
  ].slice(0, MAX_PAIRS)
  if (pairs.length === 0 || tables.length === 0) return null
  const results: DeadlockFact['pairs'][number][] = []
  const statements = new Set<string>()
  for (const [first, second] of pairs) {
    if (tools.signal.aborted) break
    const { deadlocks, queries } = await cross(first, second, tools)
    for (const query of queries) statements.add(query)
    results.push({ first: first.endpoint, second: second.endpoint, rounds: ROUNDS, deadlocks })
  }
  return { pairs: results, statements: [...statements].toSorted() }
}

async function cross(
  first: DrivenRequest,
  second: DrivenRequest,
  { requester, readBackends, deadlocksSoFar }: HarmTools,
): Promise<{ readonly deadlocks: number; readonly queries: readonly string[] }> {
  const queries = new Set<string>()
  const rings = new Set<string>()
  const before = await deadlocksSoFar()
  const sampler = new ActivitySampler(
    readBackends,
    (backends) => {
      const ring = ringOf(backends)
      if (ring.length === 0) return
      rings.add(
        ring
          .map(({ pid, queryMs }) => `${pid} ${Math.round((performance.now() - queryMs) / 200)}`)
          .toSorted()
          .join(),
      )
      for (const { query } of ring) queries.add(maskStatement(query))
    },
    20,
  ).start()
  for (let round = 0; round < ROUNDS && queries.size === 0; round += 1) {
    const both = Array.from({ length: AT_ONCE }, (_, index) => requester.send(index % 2 === 0 ? first : second, 5000))
    await Promise.all(both)
  }
  await sampler.stop()
  const counted = (await deadlocksSoFar()) - before
  return { deadlocks: Math.max(counted, rings.size > 0 ? 1 : 0), queries: [...queries] }
}

/** A write that names two things of one kind, with the two exchanged. */
function crossedWith(write: DrivenRequest): readonly [DrivenRequest, DrivenRequest][] {
  const body = write.body
  if (body === null) return []
  const names = Object.keys(body).filter((name) => PAIRED.test(name) && isId(body[name]))
  for (const [index, one] of names.entries()) {
    for (const other of names.slice(index + 1)) {
      if (typeof body[one] !== typeof body[other]) continue
      const [left, right] = twoOf(body[one], body[other])
      const there = { ...write, body: { ...body, [one]: left, [other]: right } }
      return [[there, { ...write, body: { ...body, [one]: right, [other]: left } }]]
    }
  }
  const list = Object.entries(body).find(([name, value]) => PAIRED.test(name) && Array.isArray(value) && value.length > 0)
  if (list === undefined || !Array.isArray(list[1])) return []
  const [left, right] = twoOf(list[1][0], list[1][1] ?? list[1][0])
  return [
    [
      { ...write, body: { ...body, [list[0]]: [left, right] } },
      { ...write, body: { ...body, [list[0]]: [right, left] } },
    ],
  ]
}

function isId(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value !== '')
}

/** Two different ids: the first two things of a table are there more often than not. */
function twoOf(one: unknown, other: unknown): readonly [unknown, unknown] {
  if (textOf(one) !== textOf(other)) return [one, other]
  return typeof one === 'number' ? [1, 2] : /^\d+$/.test(textOf(one)) ? ['1', '2'] : [one, other]
}
