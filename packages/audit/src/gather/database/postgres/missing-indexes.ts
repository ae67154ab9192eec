import type { MissingIndexFact, TableFact } from '../../../model/facts/database.ts'
import type { Suspect as StatementSuspect } from '../drive/statement-facts.ts'
import { kindOf } from '../drive/statements.ts'
import { maskPlanLine } from '../mask-statement.ts'
import { numberOf, textOf } from '../values.ts'
import type { PostgresSession } from './connection.ts'
import { candidatesOf, columnsIn, conditionsOf, sortedColumns } from './index-candidates.ts'
import { type Explained, explain, nodesOf, type PlanNode, prepared, rootOf } from './plans.ts'
import { quoted } from './statements.ts'

/** Below this many rows a sequential scan is the fastest way. */
export const LARGE_TABLE_ROWS = 10_000
/** A hypothetical index counts when the planner takes it and its cost falls to this share. */
const COST_SHARE = 0.5
/** Share of a table beyond which reading it whole is right. */
const MAX_RETURNED_SHARE = 0.2

export interface Suspect extends StatementSuspect {
  readonly explained: Explained
}

export interface IndexTools {
  readonly session: PostgresSession
  readonly hasHypopg: boolean
  /** Session that may write, on a disposable database. */
  readonly writer: PostgresSession | null
  readonly tables: readonly TableFact[]
}

/** The index that would help a statement most; null when none does. */
export async function missingIndexOf(suspect: Suspect, tools: IndexTools): Promise<MissingIndexFact | null> {
  const { root } = suspect.explained
  const scans = nodesOf(root).filter(
    (node) => isWasteful(node, suspect, tools.tables) || isSortedForAFew(node, root, suspect, tools.tables),
  )
  for (const scan of scans) {
    const table = nameOf(scan)
    const candidates = candidatesOf(scan, root)
    if (candidates.length === 0) continue
    const planned = tools.hasHypopg
      ? ((await byPlanner(suspect, scan, candidates, tools)) ?? byWaste(suspect, scan, candidates, tools))
      : await byStatistics(suspect, table, candidates, tools)
    const found = planned ?? byForeignKey(suspect, scan, candidates, tools)
    if (found === null) continue
    return (await byMeasurement(found, suspect, scan, tools)) ?? found
  }
  return null
}

function nameOf(node: PlanNode): string {
  return `${textOf(node.Schema)}.${textOf(node['Relation Name'])}`
}

/** A scan of a large table that was seen to be read for few rows: one after another, or by an index that the filter does not heed. */
function isWasteful(node: PlanNode, { rowsPerCall, blocksPerCall }: Suspect, tables: readonly TableFact[]): boolean {
  const isFiltered = node.Filter !== undefined && /^Index/.test(textOf(node['Node Type']))
  if (node['Node Type'] !== 'Seq Scan' && !(isFiltered && blocksPerCall !== null)) return false
  const table = tables.find(({ name }) => name === nameOf(node))
  if (table === undefined || table.rows < LARGE_TABLE_ROWS) return false
  if (blocksPerCall !== null && blocksPerCall < (0.5 * table.heapBytes) / 8192) return false
  return rowsPerCall <= table.rows * MAX_RETURNED_SHARE
}

/** Blocks that are read to sort what nearly all is thrown away after: under so many it does not show. */
const SORTED_BLOCKS = 500
const SORTED_SHARE = 0.25

/** A large part of a table that an index found, sorted by its own columns for the first few rows. */
function isSortedForAFew(node: PlanNode, root: PlanNode, { rowsPerCall, blocksPerCall }: Suspect, tables: readonly TableFact[]): boolean {
  if (blocksPerCall === null || !/^(?:Bitmap Heap|Index) Scan$/.test(textOf(node['Node Type']))) return false
  const table = tables.find(({ name }) => name === nameOf(node))
  if (table === undefined || table.rows < LARGE_TABLE_ROWS || rowsPerCall > table.rows * CHANCE_SHARE) return false
  const isCut = nodesOf(root).some((each) => each['Node Type'] === 'Limit')
  const isLarge = blocksPerCall >= Math.max(SORTED_BLOCKS, (SORTED_SHARE * table.heapBytes) / 8192)
  return isCut && isLarge && nodesOf(root).some((each) => /Sort$/.test(textOf(each['Node Type']))) && sortedColumns(node, root) !== null
}

function tableName(table: string): string {
  const dot = table.indexOf('.')
  return `${quoted(table.slice(0, dot))}.${quoted(table.slice(dot + 1))}`
}

async function byPlanner(
  suspect: Suspect,
  scan: PlanNode,
  candidates: readonly (readonly string[])[],
  { session, tables }: IndexTools,
): Promise<MissingIndexFact | null> {
  const table = nameOf(scan)
  const costBefore = Number(suspect.explained.root['Total Cost'] ?? 0)
  // Where an index is walked in the hope of early matches the planner did not expect what was measured: its cost is too low.
  const share = scan['Node Type'] === 'Seq Scan' || scan.Filter === undefined ? COST_SHARE : 1
  let best: MissingIndexFact | null = null
  for (const columns of candidates) {
    try {
      const made = await session.row('SELECT indexname AS name FROM hypopg_create_index($1)', [
        `CREATE INDEX ON ${tableName(table)} (${columns.join(', ')})`,
      ])
      const { root, lines } = await explain(session, suspect.text)
      const isUsed = nodesOf(root).some((node) => node['Index Name'] === made.name)
      const costAfter = Number(root['Total Cost'] ?? 0)
      if (isUsed && costAfter <= costBefore * share && costAfter < (best?.costAfter ?? Number.POSITIVE_INFINITY) * 0.95)
        best = factOf(suspect, table, columns, tables, { method: 'planner', costBefore, costAfter, planAfter: lines })
    } catch {
      // A column that cannot be indexed is no candidate.
    } finally {
      await session.rows('SELECT hypopg_reset()')
    }
  }
  return best
}

/** Share of a table that a walk along an index found by chance rather than by the index. */
const CHANCE_SHARE = 0.01

/** A walk along an index that was seen to cross the table: the planner hopes for early matches and prefers it to any other. */
function byWaste(
  suspect: Suspect,
  scan: PlanNode,
  [columns]: readonly (readonly string[])[],
  { tables }: IndexTools,
): MissingIndexFact | null {
  const table = nameOf(scan)
  const rows = tables.find(({ name }) => name === table)?.rows ?? 0
  const isFiltered = columns !== undefined && columnsIn(textOf(scan.Filter), textOf(scan.Alias), '=').includes(columns[0] ?? '')
  if (scan['Node Type'] === 'Seq Scan' || columns === undefined || !isFiltered || suspect.rowsPerCall > CHANCE_SHARE * rows) return null
  const costBefore = Number(suspect.explained.root['Total Cost'] ?? 0)
  return factOf(suspect, table, columns, tables, { method: 'columns', costBefore, costAfter: null, planAfter: [] })
}

/** A table read whole for the few rows that refer to others, by a key that no index begins with: planners take that for as cheap as it is while all of it is in memory. */
function byForeignKey(
  suspect: Suspect,
  scan: PlanNode,
  candidates: readonly (readonly string[])[],
  { tables }: IndexTools,
): MissingIndexFact | null {
  const table = tables.find(({ name }) => name === nameOf(scan))
  if (scan['Node Type'] !== 'Seq Scan' || scan.Filter !== undefined || table === undefined) return null
  if (suspect.rowsPerCall > CHANCE_SHARE * table.rows) return null
  const columns = candidates.find((each) => table.foreignKeysWithoutIndex.includes(each.join(', ')))
  const nodes = nodesOf(suspect.explained.root)
  // What counts the whole of a table, or joins it with the whole of another, reads it whole.
  const isSelective = nodes.some((node) => node['Relation Name'] !== undefined && conditionsOf(node) !== '')
  if (!isSelective || nodes.some((node) => /Aggregate$/.test(textOf(node['Node Type'])))) return null
  const isJoined = nodes.some((node) =>
    ['Hash Cond', 'Merge Cond', 'Join Filter'].some((key) =>
      columnsIn(textOf(node[key]), textOf(scan.Alias), '=', true).includes(columns?.[0] ?? ''),
    ),
  )
  if (columns === undefined || !isJoined) return null
  const costBefore = Number(suspect.explained.root['Total Cost'] ?? 0)
  return factOf(suspect, table.name, columns, tables, { method: 'columns', costBefore, costAfter: null, planAfter: [] })
}

/** Without hypothetical indexes: the columns must select little by the server's own statistics. */
async function byStatistics(
  suspect: Suspect,
  table: string,
  candidates: readonly (readonly string[])[],
  { session, tables }: IndexTools,
): Promise<MissingIndexFact | null> {
  const dot = table.indexOf('.')
  const rows = await session.rows(
    'SELECT attname, n_distinct::float8 AS distinct FROM pg_catalog.pg_stats WHERE schemaname = $1 AND tablename = $2',
    [table.slice(0, dot), table.slice(dot + 1)],
  )
  const tableRows = tables.find(({ name }) => name === table)?.rows ?? 0
  const values = new Map(
    rows.map((row) => [textOf(row.attname), numberOf(row.distinct) < 0 ? -numberOf(row.distinct) * tableRows : numberOf(row.distinct)]),
  )
  const filter = textOf(nodesOf(suspect.explained.root).find((node) => nameOf(node) === table && node.Filter !== undefined)?.Filter)
  const selective = candidates.find(
    ([column = '']) => filter.includes(column) && (values.get(column.replaceAll('"', '')) ?? 0) >= 1 / MAX_RETURNED_SHARE / 0.25,
  )
  if (selective === undefined) return null
  const costBefore = Number(suspect.explained.root['Total Cost'] ?? 0)
  return factOf(suspect, table, selective, tables, { method: 'columns', costBefore, costAfter: null, planAfter: [] })
}

function factOf(
  { statement, endpoints, rowsPerCall }: Suspect,
  table: string,
  columns: readonly string[],
  tables: readonly TableFact[],
  made: Pick<MissingIndexFact, 'method' | 'costBefore' | 'costAfter' | 'planAfter'>,
): MissingIndexFact {
  return {
    table,
    columns,
    statement,
    endpoints,
    ...made,
    millisecondsBefore: null,
    millisecondsAfter: null,
    tableRows: tables.find(({ name }) => name === table)?.rows ?? 0,
    rowsReturned: rowsPerCall,
  }
}

const BUILD_LIMIT_MS = 20_000

/** Builds the index in a transaction that is rolled back and times the statement before and after. */
async function byMeasurement(
  found: MissingIndexFact,
  { text }: Suspect,
  scan: PlanNode,
  { writer }: IndexTools,
): Promise<MissingIndexFact | null> {
  if (writer === null || kindOf(text) !== 'select') return null
  const { text: statement, parameters } = prepared(text)
  const values = await valuesFor(scan, found.table, parameters, writer)
  if (values === null) return null
  const call = `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE assay_timed${values.length === 0 ? '' : `(${values.join(', ')})`}`
  const timed = async (): Promise<number> => {
    const times: number[] = []
    for (let time = 0; time < 3; time += 1) times.push(numberOf(rootOf(await writer.rows(call))['Actual Total Time']))
    return Math.min(...times)
  }
  try {
    await writer.rows('BEGIN')
    await writer.rows(`SET LOCAL statement_timeout = ${BUILD_LIMIT_MS}`)
    await writer.rows('SET LOCAL plan_cache_mode = force_custom_plan')
    await writer.rows(`PREPARE assay_timed AS ${statement}`)
    const millisecondsBefore = await timed()
    await writer.rows(`CREATE INDEX assay_candidate ON ${tableName(found.table)} (${found.columns.join(', ')})`)
    const millisecondsAfter = await timed()
    const plan = await writer.rows(call.replace('(ANALYZE, BUFFERS, FORMAT JSON)', ''))
    return {
      ...found,
      method: 'measured',
      millisecondsBefore,
      millisecondsAfter,
      planAfter: plan.map((row) => maskPlanLine(textOf(row['QUERY PLAN']))).slice(0, 40),
    }
  } catch {
    return null
  } finally {
    await writer.rows('ROLLBACK').catch(() => [])
    await writer.rows('DEALLOCATE assay_timed').catch(() => [])
  }
}

/** Values of the table for parameters that a column is compared with; null when one is compared otherwise. */
async function valuesFor(scan: PlanNode, table: string, parameters: number, writer: PostgresSession): Promise<readonly string[] | null> {
  const filter = conditionsOf(scan)
  const values: string[] = []
  for (let number = 1; number <= parameters; number += 1) {
    const column = new RegExp(String.raw`\.("(?:[^"]|"")+"|[A-Za-z_]\w*)\)*(?:::[\w ]+)?\)*\s*(?:=|<=|>=|<|>)\s*\(*\$${number}\b`).exec(
      filter,
    )?.[1]
    if (column === undefined) return null
    const row = await writer.row(
      `SELECT quote_literal(${column}::text) AS value FROM ${tableName(table)} WHERE ${column} IS NOT NULL OFFSET 997 LIMIT 1`,
    )
    if (row.value === undefined) return null
    values.push(textOf(row.value))
  }
  return values
}
