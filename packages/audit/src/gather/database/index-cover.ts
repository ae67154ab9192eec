import type { IndexFact } from '../../model/facts/database.ts'

/** An index as it is compared with the others of its table. */
export interface Comparable {
  readonly name: string
  readonly table: string
  readonly columns: readonly string[]
  readonly isUnique: boolean
  readonly isConstraint: boolean
  readonly isValid: boolean
  /** Everything but the columns that must agree: method, predicate. */
  readonly rest: string
}

/** A unique index does more than find rows: only another unique one on the same columns replaces it. */
export function coverOf(index: Comparable, all: readonly Comparable[]): IndexFact['coveredBy'] {
  if (index.isConstraint) return null
  for (const other of all) {
    if (other === index || other.name === index.name || other.table !== index.table || other.rest !== index.rest || !other.isValid) continue
    if (!index.columns.every((column, at) => other.columns[at] === column)) continue
    const isSame = other.columns.length === index.columns.length
    if (index.isUnique && !(isSame && other.isUnique)) continue
    if (isSame && !other.isConstraint && other.isUnique === index.isUnique && other.name > index.name) continue
    return { index: other.name, isSame }
  }
  return null
}
