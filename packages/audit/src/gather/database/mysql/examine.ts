import type { DatabaseFact, EndpointQueries, MissingIndexFact, StatementFact } from '../../../model/facts/database.ts'
import type { RowsScanned, ServiceDrive } from '../drive/service-drive.ts'
import { type Examined, statementFact } from '../drive/statement-facts.ts'
import { isHousekeeping, type StatementCounters } from '../drive/statements.ts'
import type { MysqlSession } from './connection.ts'
import { missingIndexOf } from './missing-indexes.ts'
import { type Explained, type PlanTools, planOf } from './plans.ts'
import { usesOf } from './schema.ts'
import { PREPARED } from './statements.ts'

const LARGE_SCAN_ROWS = 10_000

/** The plan of a statement, and the rows that its calls were counted to read. */
export async function examine(
  text: string,
  { calls, examined }: StatementCounters,
  scanned: readonly RowsScanned[],
  tools: PlanTools,
): Promise<Examined> {
  const examinedPerCall = examined / Math.max(1, calls)
  const { plan, explained } = await planOf(text, examinedPerCall >= LARGE_SCAN_ROWS, tools)
  // MariaDB leaves the rows that it reads into a join buffer out of this count, and counts them for the table.
  const isJoin = explained !== null && explained.accesses.length > 1
  const rowsPerCall = isJoin ? Math.max(examinedPerCall, mostScanned(explained, scanned) / Math.max(1, calls)) : examinedPerCall
  return {
    plan,
    blocksPerCall: null,
    rowsReadPerCall: plan.because === '' ? Math.round(rowsPerCall) : null,
    missingIndex: explained === null ? null : (suspect) => Promise.resolve(missingIndexOf(suspect, explained, rowsPerCall, tools.tables)),
  }
}

/** Rows of the tables that a plan reads whole, as counted while these endpoints were driven. */
function mostScanned({ accesses }: Explained, scanned: readonly RowsScanned[]): number {
  const whole = accesses.filter(({ type }) => type === 'ALL').map(({ table }) => table)
  return Math.max(0, ...whole.map((table) => scanned.reduce((sum, { rows }) => sum + (rows.get(table) ?? 0), 0)))
}

/** Rows that were read without an index so far, by table. */
export async function rowsScanned(session: MysqlSession, database: string): Promise<ReadonlyMap<string, number>> {
  const uses = await usesOf(session, database)
  return new Map(
    [...uses].flatMap(([name, count]): [string, number][] => (name.endsWith('.') ? [[`${database}.${name.slice(0, -1)}`, count]] : [])),
  )
}

type Found = Pick<DatabaseFact, 'statements' | 'missingIndexes'>
export const NO_STATEMENTS: Found = { statements: [], missingIndexes: [] }

/**
 * Prepared statements that read a large table whole. Their calls are counted together; that an endpoint reads a table without
 * an index is counted, and that a statement which a session keeps open reads it so is its plan.
 */
export async function preparedStatements(
  endpoints: readonly EndpointQueries[],
  known: readonly StatementFact[],
  drive: ServiceDrive,
  tools: PlanTools,
  texts: readonly string[],
): Promise<Found> {
  const statements: StatementFact[] = []
  const missingIndexes: MissingIndexFact[] = []
  for (const text of texts.filter((each) => !isHousekeeping(each))) {
    const { plan, explained } = await planOf(text, true, tools)
    const table = explained?.accesses.find(({ type }) => type !== 'const')?.table
    if (explained === null || table === undefined) continue
    for (const endpoint of endpoints) {
      const own = endpoint.statements.find(({ statement }) => statement === drive.idOf(PREPARED))
      const scanned = drive.scanned.filter((each) => each.endpoint === endpoint.endpoint)
      const calls = own?.calls.reduce((sum, count) => sum + count, 0) ?? 0
      const requests = own?.calls.length ?? 0
      const perRequest = mostScanned(explained, scanned) / Math.max(1, scanned[0]?.requests ?? 0)
      if (own === undefined || calls === 0 || perRequest < LARGE_SCAN_ROWS || isExplained(endpoint, known, explained)) continue
      const perCall = (perRequest * requests) / calls
      const id = drive.idOf(`prepared ${text}`)
      const suspect = { statement: id, text, endpoints: [endpoint.endpoint], rowsPerCall: own.rowsPerCall, blocksPerCall: null }
      const missing = missingIndexOf(suspect, explained, perCall, tools.tables)
      if (missing === null) continue
      const counters: StatementCounters = {
        calls,
        totalMs: 0,
        maxMs: 0,
        rows: calls * own.rowsPerCall,
        blocks: 0,
        blocksRead: 0,
        examined: calls * perCall,
      }
      statements.push(
        statementFact(id, { text, role: '' }, counters, {
          plan,
          blocksPerCall: null,
          rowsReadPerCall: Math.round(perCall),
          missingIndex: null,
        }),
      )
      missingIndexes.push(missing)
      break
    }
  }
  return { statements, missingIndexes }
}

/** Whether a statement that is counted by itself reads the same table whole. */
function isExplained({ statements }: EndpointQueries, known: readonly StatementFact[], { accesses }: Explained): boolean {
  const whole = accesses.filter(({ type }) => type === 'ALL').map(({ table }) => table)
  return known.some(
    ({ id, plan, rowsReadPerCall }) =>
      statements.some(({ statement }) => statement === id) &&
      (rowsReadPerCall ?? 0) >= LARGE_SCAN_ROWS &&
      plan?.scans.some(({ kind, table }) => kind === 'sequential' && whole.includes(table)) === true,
  )
}
