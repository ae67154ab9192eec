import type { MissingIndexFact, TableFact } from '../../../model/facts/database.ts'
import type { Suspect } from '../drive/statement-facts.ts'
import type { Shape } from './shapes.ts'

const LARGE_COLLECTION = 10_000
/** Share of the documents read up to which the rest was read for nothing. */
const USEFUL_SHARE = 0.05

/** The index that would help an operation, by what the profile counted: equality, then order, then range (MongoDB's own rule). */
export function missingIndexOf(
  { statement, endpoints, rowsPerCall }: Suspect,
  shape: Shape,
  table: string,
  examinedPerCall: number,
  tables: readonly TableFact[],
): MissingIndexFact | null {
  const rows = tables.find(({ name }) => name === table)?.rows ?? 0
  const columns = [...new Set([...shape.equal, ...shape.sort, ...shape.range.slice(0, 1)])]
  const isServed = !shape.needsMore && !shape.isFolded && columns.length > 0 && (shape.filter !== '' || shape.isPaged)
  if (!isServed || rows < LARGE_COLLECTION || examinedPerCall < 0.5 * rows || rowsPerCall > USEFUL_SHARE * examinedPerCall) return null
  return {
    table,
    columns,
    statement,
    endpoints,
    method: 'counted',
    costBefore: 0,
    costAfter: null,
    millisecondsBefore: null,
    millisecondsAfter: null,
    tableRows: rows,
    rowsReturned: rowsPerCall,
    planAfter: [],
  }
}
