import type { EndpointQueries, MissingIndexFact, StatementFact } from '../../../model/facts/database.ts'
import type { NotTried } from '../../../model/facts/service.ts'
import { maskStatement } from '../mask-statement.ts'
import { messageOf } from './connection.ts'
import { round } from './endpoint-queries.ts'
import { type IndexTools, missingIndexOf } from './missing-indexes.ts'
import { type Explained, planOf, rowsRead } from './plans.ts'
import { difference, isHousekeeping, kindOf, type StatementCounters, type StatementSnapshot, type StatementText } from './statements.ts'

export interface StatementsContext {
  readonly tools: IndexTools
  readonly texts: ReadonlyMap<string, StatementText>
  /** Keys of statements that an endpoint sent. */
  readonly attributed: ReadonlySet<string>
  readonly idOf: (key: string) => string
  readonly endpoints: readonly EndpointQueries[]
  readonly signal: AbortSignal
  readonly onProgress: (text: string, done: number, total: number) => void
}

const MAX_PLANS = 60
const MAX_OTHERS = 15

/** Statements with their plans, and the indexes that those plans lack: those of the endpoints first, then the most expensive others. */
export async function statementFacts(
  opening: StatementSnapshot,
  closing: StatementSnapshot,
  context: StatementsContext,
): Promise<{
  readonly statements: readonly StatementFact[]
  readonly missingIndexes: readonly MissingIndexFact[]
  readonly notTried: readonly NotTried[]
}> {
  const { texts, tools, signal, onProgress } = context
  const inDrive = difference(opening, closing)
  const keys = chosen(inDrive, closing, context)
  const statements: StatementFact[] = []
  const missingIndexes: MissingIndexFact[] = []
  const notTried: NotTried[] = []
  for (const [index, key] of keys.entries()) {
    const text = texts.get(key)
    // What an endpoint sends now may have been planned otherwise before: an index may be new.
    const counters = inDrive.get(key) ?? closing.get(key)
    if (text === undefined || counters === undefined || signal.aborted) continue
    onProgress('database: plans', index, keys.length)
    const { plan, explained } = await planOf(tools.session, text.text, tools.tables)
    const statement = statementFact(context.idOf(key), text, counters, plan, tools)
    statements.push(statement)
    const found = await missing(statement, text.text, explained, context, notTried)
    if (found !== null) missingIndexes.push(found)
  }
  return { statements, missingIndexes, notTried }
}

function chosen(inDrive: StatementSnapshot, closing: StatementSnapshot, { attributed, texts }: StatementsContext): readonly string[] {
  const cost = (snapshot: StatementSnapshot, key: string): number => snapshot.get(key)?.totalMs ?? 0
  const own = [...attributed].toSorted((a, b) => cost(inDrive, b) - cost(inDrive, a))
  const others = [...closing.keys()]
    .filter((key) => {
      const text = texts.get(key)?.text
      return text !== undefined && !attributed.has(key) && kindOf(text) !== 'other' && !isHousekeeping(text)
    })
    .toSorted((a, b) => cost(closing, b) - cost(closing, a))
    .slice(0, MAX_OTHERS)
  return [...own, ...others].slice(0, MAX_PLANS)
}

function statementFact(
  id: string,
  { text, role }: StatementText,
  counters: StatementCounters,
  plan: NonNullable<StatementFact['plan']>,
  { tables }: IndexTools,
): StatementFact {
  const calls = Math.max(1, counters.calls)
  return {
    id,
    text: maskStatement(text),
    kind: kindOf(text),
    role,
    tables: [...new Set(plan.scans.map(({ table }) => table))],
    calls: counters.calls,
    meanMs: round(counters.totalMs / calls),
    maxMs: round(counters.maxMs),
    rowsPerCall: round(counters.rows / calls),
    blocksPerCall: round(counters.blocks / calls),
    rowsReadPerCall: rowsRead(plan, counters.blocks / calls, tables),
    plan,
  }
}

async function missing(
  { id, rowsPerCall, blocksPerCall }: StatementFact,
  text: string,
  explained: Explained | null,
  { endpoints, tools }: StatementsContext,
  notTried: NotTried[],
): Promise<MissingIndexFact | null> {
  const of = endpoints.filter(({ statements }) => statements.some((each) => each.statement === id)).map(({ endpoint }) => endpoint)
  if (explained === null || of.length === 0) return null
  try {
    return await missingIndexOf({ statement: id, text, endpoints: of, explained, rowsPerCall, blocksPerCall }, tools)
  } catch (error) {
    notTried.push({ what: `an index for ${id}`, reason: 'tool-error', because: messageOf(error) })
    return null
  }
}
