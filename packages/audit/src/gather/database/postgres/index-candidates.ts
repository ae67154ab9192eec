import { textOf } from '../values.ts'
import { nodesOf, type PlanNode } from './plans.ts'

const MAX_CANDIDATES = 8

/** Lists of columns that an index could begin with: equalities first, then one range or the order, then joins. */
export function candidatesOf(scan: PlanNode, root: PlanNode): readonly (readonly string[])[] {
  const alias = textOf(scan.Alias)
  const filter = conditionsOf(scan)
  const equal = columnsIn(filter, alias, '(?:=(?!~)|IS NOT DISTINCT FROM)').filter((column) => !isNegated(filter, alias, column))
  const folded = [
    ...filter.matchAll(
      new RegExp(String.raw`\b(lower|upper)\(\(?"?${escaped(alias)}"?\.("(?:[^"]|"")+"|[A-Za-z_]\w*)\)?(?:::text)?\)\s*=`, 'g'),
    ),
  ].map(([, name, column]) => `${name}(${column})`)
  const range = columnsIn(filter, alias, '(?:<=|>=|<(?!>)|>|BETWEEN)')
  const nodes = nodesOf(root)
  const order = sortedColumns(scan, root) ?? undefined
  const joins = nodes.flatMap((node) =>
    ['Hash Cond', 'Merge Cond', 'Join Filter'].flatMap((key) => columnsIn(textOf(node[key]), alias, '=', true)),
  )
  const lists = [
    ...(order === undefined || (equal.length === 0 && OPAQUE.test(filter)) ? [] : [[...equal, ...order]]),
    ...range.map((column) => [...equal, column]),
    ...(equal.length > 0 ? [equal] : []),
    ...equal.map((column) => [column]),
    ...folded.map((expression) => [expression]),
    // In order, rows are met by chance: worth it only where nothing is left to look for that no column answers.
    ...(order === undefined || OPAQUE.test(filter) ? [] : [order]),
    ...joins.map((column) => [column]),
  ].map((columns) => [...new Set(columns)].slice(0, 4))
  return [...new Map(lists.map((columns) => [columns.join(','), columns])).values()].slice(0, MAX_CANDIDATES)
}

/** Conditions on what is made of a column: patterns, functions, casts and members. */
const OPAQUE = /~~|->|#>|@>|@@|\w\(|\)::(?:date|text)\b.*=/

/** Every condition that rows of a scan meet, by its index or by its filter. */
export function conditionsOf(scan: PlanNode): string {
  return [scan.Filter, scan['Recheck Cond'] ?? scan['Index Cond']]
    .map(textOf)
    .filter((text) => text !== '')
    .join(' AND ')
}

/** Columns by which the rows of a scan are sorted above it, with their directions where these differ; null when they are not. */
export function sortedColumns(scan: PlanNode, root: PlanNode): readonly string[] | null {
  const alias = textOf(scan.Alias)
  for (const { 'Sort Key': keys } of nodesOf(root)) {
    if (!Array.isArray(keys) || keys.length === 0) continue
    const columns = keys.map((key) => sortColumn(String(key), alias))
    if (columns.some((column) => column === null)) continue
    const falling = keys.map((key) => /\sDESC\b/.test(String(key)))
    const isMixed = falling.some((each) => each !== falling[0])
    return columns.flatMap((column, index) => (column === null ? [] : [isMixed && falling[index] === true ? `${column} DESC` : column]))
  }
  return null
}

export function columnsIn(condition: string, alias: string, operator: string, isEitherSide = false): string[] {
  // What a function is called with is no column that an index on the column finds.
  const name = String.raw`(?<!\w\(+)(?:"?${escaped(alias)}"?\.)("(?:[^"]|"")+"|[A-Za-z_]\w*)`
  const left = new RegExp(String.raw`\(*${name}\)*(?:::[\w ]+(?:\(\d+\))?(?:\[\])?)?\)*\s*${operator}`, 'g')
  const right = new RegExp(String.raw`${operator}\s*\(*${name}`, 'g')
  const found = [...condition.matchAll(left), ...(isEitherSide ? condition.matchAll(right) : [])]
  return [...new Set(found.map(([, column = '']) => column))]
}

function isNegated(filter: string, alias: string, column: string): boolean {
  return new RegExp(String.raw`NOT \(*"?${escaped(alias)}"?\.${escaped(column)}\b`).test(filter)
}

function sortColumn(key: string, alias: string): string | null {
  const match = /^(?:"?([\w$]+)"?\.)?("(?:[^"]|"")+"|[A-Za-z_]\w*)(?:\s+(?:DESC|ASC|NULLS FIRST|NULLS LAST))*$/.exec(key.trim())
  return match?.[2] === undefined || (match[1] !== undefined && match[1] !== alias) ? null : match[2]
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
