import type { PlanFact, PlanScan, TableFact } from '../../../model/facts/database.ts'
import { kindOf } from '../drive/statements.ts'
import { maskPlanLine } from '../mask-statement.ts'
import { messageOf, type Row, textOf } from '../values.ts'
import type { PostgresSession } from './connection.ts'

/** A node of EXPLAIN's JSON. */
export interface PlanNode {
  readonly [property: string]: unknown
  readonly Plans?: readonly PlanNode[]
}

export interface Explained {
  readonly root: PlanNode
  readonly lines: readonly string[]
}

const LINES_KEPT = 40
const NAME = 'assay_statement'
/** A page, where the statement takes its size as a parameter: planners guess a tenth of the table. */
const PAGE = 20

/** The statement with a page's size in place of parameters of LIMIT and OFFSET, the other parameters counted anew. */
export function prepared(text: string): { readonly text: string; readonly parameters: number } {
  const paged = text.replaceAll(/\blimit\s+\$\d+/gi, `LIMIT ${PAGE}`).replaceAll(/\boffset\s+\$\d+/gi, 'OFFSET 0')
  const numbers = [...new Set([...paged.matchAll(/\$(\d+)/g)].map(([, digits]) => Number(digits)))].toSorted((a, b) => a - b)
  return {
    text: paged.replaceAll(/\$(\d+)/g, (_, digits: string) => `$${numbers.indexOf(Number(digits)) + 1}`),
    parameters: numbers.length,
  }
}

/** Plans a statement of the service without running it and without values. */
export async function explain(session: PostgresSession, statement: string): Promise<Explained> {
  const { text, parameters } = prepared(statement)
  await session.rows('SET plan_cache_mode = force_generic_plan')
  await session.rows(`PREPARE ${NAME} AS ${text}`)
  try {
    const call = parameters === 0 ? NAME : `${NAME}(${Array.from({ length: parameters }, () => 'NULL').join(', ')})`
    const json = await session.rows(`EXPLAIN (FORMAT JSON, VERBOSE) EXECUTE ${call}`)
    const plain = await session.rows(`EXPLAIN EXECUTE ${call}`)
    return { root: rootOf(json), lines: plain.map((row) => maskPlanLine(textOf(row['QUERY PLAN']))).slice(0, LINES_KEPT) }
  } finally {
    await session.rows(`DEALLOCATE ${NAME}`)
  }
}

export function rootOf(rows: readonly Row[]): PlanNode {
  const value = rows[0]?.['QUERY PLAN']
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value
  const first: unknown = Array.isArray(parsed) ? parsed[0] : null
  return isNode(first) && isNode(first.Plan) ? first.Plan : {}
}

function isNode(value: unknown): value is PlanNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function nodesOf(root: PlanNode): readonly PlanNode[] {
  return [root, ...(root.Plans ?? []).flatMap(nodesOf)]
}

/** The plan of a statement as a fact; why there is none when it cannot be planned here. */
export async function planOf(
  session: PostgresSession,
  statement: string,
  tables: readonly TableFact[],
): Promise<{ readonly plan: PlanFact; readonly explained: Explained | null }> {
  const none = (because: string): { plan: PlanFact; explained: null } => ({
    plan: { how: 'generic', cost: 0, lines: [], scans: [], because },
    explained: null,
  })
  if (kindOf(statement) === 'other') return none('it is no query of tables')
  try {
    const explained = await explain(session, statement)
    return {
      plan: {
        how: 'generic',
        cost: Number(explained.root['Total Cost'] ?? 0),
        lines: explained.lines,
        scans: scansOf(explained.root, tables),
        because: '',
      },
      explained,
    }
  } catch (error) {
    return none(messageOf(error))
  }
}

function scansOf(root: PlanNode, tables: readonly TableFact[]): readonly PlanScan[] {
  return nodesOf(root).flatMap((node): PlanScan[] => {
    if (node['Relation Name'] === undefined) return []
    const table = `${textOf(node.Schema)}.${textOf(node['Relation Name'])}`
    const type = textOf(node['Node Type'])
    return [
      {
        table,
        kind: type === 'Seq Scan' ? 'sequential' : /Index|Bitmap/.test(type) ? 'index' : 'other',
        index: node['Index Name'] === undefined ? indexBelow(node) : textOf(node['Index Name']),
        filter: node.Filter === undefined ? '' : maskPlanLine(`Filter: ${textOf(node.Filter)}`).slice('Filter: '.length),
        tableRows: tables.find(({ name }) => name === table)?.rows ?? 0,
      },
    ]
  })
}

function indexBelow(node: PlanNode): string | null {
  const below = nodesOf(node).find((each) => each['Index Name'] !== undefined)
  return below === undefined ? null : textOf(below['Index Name'])
}

/** Rows that a call reads by sequential scans, by the blocks that calls were seen to touch. */
export function rowsRead(plan: PlanFact, blocksPerCall: number | null, tables: readonly TableFact[]): number | null {
  if (plan.because !== '') return null
  const scanned = [...new Set(plan.scans.filter(({ kind }) => kind === 'sequential').map(({ table }) => table))].flatMap(
    (name) => tables.find((table) => table.name === name) ?? [],
  )
  const blocks = scanned.reduce((sum, { heapBytes }) => sum + heapBytes / 8192, 0)
  const rows = scanned.reduce((sum, table) => sum + table.rows, 0)
  if (rows === 0) return 0
  return blocksPerCall === null ? Math.round(rows) : Math.round(rows * Math.min(1, blocksPerCall / Math.max(1, blocks)))
}
