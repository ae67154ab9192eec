import type { MissingIndexFact, TableFact } from '../../../model/facts/database.ts'
import type { Suspect } from '../drive/statement-facts.ts'
import { candidatesOf } from '../postgres/index-candidates.ts'
import { LARGE_TABLE_ROWS } from '../postgres/missing-indexes.ts'
import type { PlanNode } from '../postgres/plans.ts'
import type { Access, Explained } from './plans.ts'

/** Share of the rows read up to which the rest was read for nothing. */
const USEFUL_SHARE = 0.05
/** What they return says nothing of how many rows they were made of. */
const FOLDED = /\b(?:count|sum|avg|min|max|group_concat|json_arrayagg)\s*\(|\bgroup\s+by\b|\bdistinct\b|\bunion\b/i

/**
 * The index that would help a statement, by what the server counted: it read a large table for few rows, and every condition
 * on it can be served by one index. There are no hypothetical indexes here, so nothing else tells whether it would be used.
 */
export function missingIndexOf(
  { statement, text, endpoints, rowsPerCall }: Suspect,
  { accesses, sortKeys, cost }: Explained,
  examinedPerCall: number,
  tables: readonly TableFact[],
): MissingIndexFact | null {
  if (FOLDED.test(text) || rowsPerCall > USEFUL_SHARE * examinedPerCall) return null
  for (const access of accesses) {
    const table = tables.find(({ name }) => name === access.table)
    if (table === undefined || !isReadWhole(access, table, examinedPerCall)) continue
    const columns = columnsFor(access, sortKeys, /\blimit\b/i.test(text))
    if (columns === null) continue
    return {
      table: table.name,
      columns,
      statement,
      endpoints,
      method: 'counted',
      costBefore: cost,
      costAfter: null,
      millisecondsBefore: null,
      millisecondsAfter: null,
      tableRows: table.rows,
      rowsReturned: rowsPerCall,
      planAfter: [],
    }
  }
  return null
}

function isReadWhole({ type, condition }: Access, { rows }: TableFact, examinedPerCall: number): boolean {
  const isWalked = type === 'ALL' || (type === 'index' && condition !== '')
  return isWalked && rows >= LARGE_TABLE_ROWS && examinedPerCall >= 0.5 * rows
}

/** Columns of one index that serves every condition, or the order of a page; null where a condition needs something else. */
function columnsFor({ alias, condition }: Access, sortKeys: readonly string[], isPaged: boolean): readonly string[] | null {
  const node = (more: Readonly<Record<string, unknown>>): PlanNode => ({ 'Node Type': 'Seq Scan', Alias: alias, ...more })
  const first = (more: Readonly<Record<string, unknown>>): readonly string[] => candidatesOf(node(more), node(more))[0] ?? []
  if (condition === '') {
    const columns = first({ 'Sort Key': sortKeys })
    return isPaged && columns.length > 0 ? columns : null
  }
  if (/\bor\b|\bnot\b/i.test(condition)) return null
  // What is unlike something drops few rows: it needs no index and hinders none.
  const parts = condition.split(/\s+and\s+/i).filter((part) => !/<>|!=/.test(part))
  const equal = parts.flatMap((part) => (/[^<>!]=/.test(part) && !/<=|>=/.test(part) ? [columnOf(part, alias)] : []))
  const ranges = parts.flatMap((part) => (/<|>|\bbetween\b/i.test(part) ? [columnOf(part, alias)] : []))
  const known = [...equal, ...ranges]
  if (known.includes(null) || known.length < parts.length || known.length === 0) return null
  const order = isPaged && ranges.length === 0 && sortKeys.length > 0 ? first({ 'Sort Key': sortKeys }) : []
  return [...new Set([...equal, ...ranges.slice(0, 1), ...order].filter((column) => column !== null))].slice(0, 4)
}

/** Column of this table that a comparison is about: by itself, not inside a function. */
function columnOf(part: string, alias: string): string | null {
  const name = `${alias.replaceAll(/[$]/g, String.raw`\$&`)}\\.(\\w+)`
  const match = new RegExp(`^\\(*${name}\\)*\\s*(?:=|<=|>=|<|>|between\\b)|(?:=|<=|>=|<|>)\\s*\\(*${name}\\)*$`, 'i').exec(part.trim())
  return match?.[1] ?? match?.[2] ?? null
}
