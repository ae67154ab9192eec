import type { EndpointQueries, MissingIndexFact, PlanFact, StatementFact } from '../../../model/facts/database.ts'
import type { NotTried } from '../../../model/facts/service.ts'
import { maskStatement } from '../mask-statement.ts'
import { messageOf } from '../values.ts'
import { round } from './endpoint-queries.ts'
import { difference, isHousekeeping, kindOf, type StatementCounters, type StatementSnapshot, type StatementText } from './statements.ts'

/** A statement of an endpoint that an index may help. */
export interface Suspect {
  readonly statement: string
  readonly text: string
  readonly endpoints: readonly string[]
  readonly rowsPerCall: number
  readonly blocksPerCall: number | null
}

/** What an engine says of one statement. */
export interface Examined {
  readonly plan: PlanFact
  readonly blocksPerCall: number | null
  readonly rowsReadPerCall: number | null
  /** Looks for the index that would help; null where there is no plan to go by. */
  readonly missingIndex: ((suspect: Suspect) => Promise<MissingIndexFact | null>) | null
}

/** Endpoints are those that were seen to send the statement. */
export type Examine = (text: string, counters: StatementCounters, endpoints: readonly EndpointQueries[]) => Promise<Examined>

export interface StatementsContext {
  readonly examine: Examine
  readonly texts: ReadonlyMap<string, StatementText>
  /** Keys of statements that an endpoint sent. */
  readonly attributed: ReadonlySet<string>
  readonly idOf: (key: string) => string
  /** What calls cost that were asked for things that are there; null where no endpoint sent the statement. */
  readonly countersOf: (key: string) => StatementCounters | null
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
  const { texts, examine, signal, onProgress } = context
  const inDrive = difference(opening, closing)
  const keys = chosen(inDrive, closing, context)
  const statements: StatementFact[] = []
  const missingIndexes: MissingIndexFact[] = []
  const notTried: NotTried[] = []
  for (const [index, key] of keys.entries()) {
    const text = texts.get(key)
    // What an endpoint sends now may have been planned otherwise before: an index may be new.
    const counters = context.countersOf(key) ?? inDrive.get(key) ?? closing.get(key)
    if (text === undefined || counters === undefined || signal.aborted) continue
    onProgress('database: plans', index, keys.length)
    const id = context.idOf(key)
    const senders = context.endpoints.filter(({ statements: own }) => own.some((each) => each.statement === id))
    const examined = await examine(text.text, counters, senders)
    const statement = statementFact(id, text, counters, examined)
    statements.push(statement)
    const found = await missing(statement, text.text, examined, senders, notTried)
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

/** One statement with what its engine says of it. */
export function statementFact(
  id: string,
  { text, role }: StatementText,
  counters: StatementCounters,
  { plan, blocksPerCall, rowsReadPerCall }: Examined,
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
    blocksPerCall,
    rowsReadPerCall,
    plan,
  }
}

async function missing(
  { id, rowsPerCall, blocksPerCall }: StatementFact,
  text: string,
  { missingIndex }: Examined,
  senders: readonly EndpointQueries[],
  notTried: NotTried[],
): Promise<MissingIndexFact | null> {
  if (missingIndex === null || senders.length === 0) return null
  const of = senders.map(({ endpoint }) => endpoint)
  try {
    return await missingIndex({ statement: id, text, endpoints: of, rowsPerCall, blocksPerCall })
  } catch (error) {
    notTried.push({ what: `an index for ${id}`, reason: 'tool-error', because: messageOf(error) })
    return null
  }
}
