import { readSql } from './database-calls.ts'

/** Where a statement has a hole for a value: its place among the holes, or its name. */
export type Hole = number | string

export interface FilledColumn {
  readonly column: string
  readonly hole: Hole
}

export interface FilledTable {
  readonly table: string
  readonly columns: readonly FilledColumn[]
}

const HOLES = /%s|\?|\$(\d+)|%\((\w+)\)s|(?<![:\w]):(\w+)|@(\w+)/g
const BEGINS_TO_WRITE = /^\s*(?:INSERT|REPLACE|UPDATE|MERGE|UPSERT|WITH)\b/i
/** Longer statements are read only so far. */
const LONGEST = 5000

const known = new Map<string, FilledTable | null>()

/** Which columns a statement fills from which of its holes; null for statements that write nothing. */
export function filledColumns(text: string): FilledTable | null {
  if (!BEGINS_TO_WRITE.test(text)) return null
  let found = known.get(text)
  if (found === undefined) {
    found = readFilled(text.slice(0, LONGEST))
    known.set(text, found)
  }
  return found
}

function readFilled(text: string): FilledTable | null {
  const statement = readSql(text)
  if (statement === null || statement.table === null || (statement.kind !== 'create' && statement.kind !== 'update')) return null
  const { table } = statement
  return { table, columns: statement.kind === 'create' ? insertedColumns(text) : assignedColumns(text) }
}

const INSERT =
  /\bINTO\s+[\w."'`[\]]+(?:\s+AS\s+\w+)?\s*\((?<columns>[^()]*)\)\s*(?:OVERRIDING\s+\w+\s+VALUE\s*)?(?:VALUES|SELECT)\s*(?<values>[\s\S]*)$/i

function insertedColumns(text: string): readonly FilledColumn[] {
  const { columns = '', values = '' } = INSERT.exec(text)?.groups ?? {}
  const names = columns.split(',').map(bareName)
  const before = text.slice(0, text.length - values.length)
  const list = values.startsWith('(') ? insideBrackets(values) : values
  return holesOfParts(list, countHoles(before)).flatMap(({ part, hole }) => {
    const column = names[part] ?? ''
    return column === '' ? [] : [{ column, hole }]
  })
}

const SET = /\bSET\s+(?<list>[\s\S]*)$/i
const AFTER_SET = /\b(?:WHERE|RETURNING|FROM)\b/i

/** How many values a statement takes by their places; null where they go by name. */
export function placesOf(text: string): number | null {
  const holes = [...text.slice(0, LONGEST).matchAll(HOLES)]
  if (holes.some(([, , ...named]) => named.some((name) => name !== undefined))) return null
  return holes.reduce((most, [, number]) => Math.max(most, number === undefined ? 0 : Number(number)), 0) || holes.length
}

const COUNTED = /^\s*["`[]?(\w+)["`\]]?\s*=\s*(?:\w+\.)?["`[]?(\w+)["`\]]?\s*[-+]\s*\d+\s*$/
/** What is worth something to its owner, however it is counted. */
const VALUED = /balance|credit|point|amount|wallet|cent|coin|price|total|quota/i

/** `UPDATE sailings SET cabins = cabins - 1 WHERE ...`: takes one of many, and is nobody's row. */
export function countsOnly(text: string): boolean {
  const list = (SET.exec(text)?.groups?.list ?? '').split(AFTER_SET)[0] ?? ''
  return list.split(',').every((one) => {
    const [, column = '', from = ''] = COUNTED.exec(one) ?? []
    return column !== '' && column.toLowerCase() === from.toLowerCase() && !VALUED.test(column)
  })
}

/** `SET a = $1, b = coalesce($2, b)`: the columns that an UPDATE sets, each with its holes. */
export function assignedColumns(text: string): readonly FilledColumn[] {
  const after = SET.exec(text)?.groups?.list ?? ''
  const before = text.slice(0, text.length - after.length)
  const list = after.slice(0, AFTER_SET.exec(after)?.index)
  const names = partsOf(list).map((part) => bareName(part.slice(0, Math.max(0, part.indexOf('=')))))
  return holesOfParts(list, countHoles(before)).flatMap(({ part, hole }) => {
    const column = names[part] ?? ''
    return column === '' ? [] : [{ column, hole }]
  })
}

const bareName = (text: string): string =>
  text
    .replace(/["'`[\]\s]/g, '')
    .split('.')
    .at(-1) ?? ''

const countHoles = (text: string): number => [...text.matchAll(HOLES)].filter(([hole]) => hole === '?' || hole === '%s').length

/** The holes of each part of a list, `first` being the place of the first that has neither number nor name. */
function holesOfParts(list: string, first: number): readonly { readonly part: number; readonly hole: Hole }[] {
  let next = first
  return partsOf(list).flatMap((text, part) =>
    [...text.matchAll(HOLES)].map(([, number, ...names]) => {
      const name = names.find((one) => one !== undefined)
      return { part, hole: number !== undefined ? Number(number) - 1 : (name ?? next++) }
    }),
  )
}

/** What the bracket at the beginning of a text holds. */
function insideBrackets(text: string): string {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++
    else if (text[at] === ')' && --depth === 0) return text.slice(1, at)
  }
  return text.slice(1)
}

/** Splits at the commas that stand in no bracket. */
function partsOf(list: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < list.length; at++) {
    const character = list[at]
    if (character === '(') depth++
    else if (character === ')') depth--
    else if (character === ',' && depth === 0) {
      parts.push(list.slice(from, at))
      from = at + 1
    }
  }
  parts.push(list.slice(from))
  return parts
}

export interface SelectedColumns {
  readonly tables: readonly string[]
  /** Name in the answer and column, in order; the column is '' where it is worked out. */
  readonly columns: readonly { readonly name: string; readonly column: string; readonly isNumber: boolean }[]
}

const SELECT = /\bSELECT\s+(?:DISTINCT\s+)?(?<list>[\s\S]*?)\s+FROM\s/i
const TABLES = /\b(?:FROM|JOIN)\s+["'`[]?([\w.]+)/gi
const COLUMN = /^\s*(?:["'`[]?\w+["'`\]]?\.)*["'`[]?(?<column>\w+)["'`\]]?(?:::\w+)?(?:\s+(?:AS\s+)?["'`[]?(?<name>\w+)["'`\]]?)?\s*$/i
const NAMED = /\s+AS\s+["'`[]?(?<name>\w+)["'`\]]?\s*$/i

/** What counts, adds up and measures gives a number, whatever it is of. */
const COUNTS =
  /^\s*(?:COALESCE\s*\(\s*)?(?:COUNT|SUM|AVG|TOTAL|LENGTH|CHAR_LENGTH|EXTRACT|ROUND|FLOOR|CEIL|ABS|ROW_NUMBER|RANK|EXISTS)\s*\(/i

/** What a query brings; null for statements that bring nothing, and where it brings what its text does not name. */
export function selectedColumns(text: string): SelectedColumns | null {
  const list = SELECT.exec(text.slice(0, LONGEST))?.groups?.list
  if (list === undefined) return null
  const tables = [...text.matchAll(TABLES)].map(([, table = '']) => table)
  const columns = partsOf(list).map((part) => {
    const { column = '', name = column } = COLUMN.exec(part)?.groups ?? {}
    return { name: name === '' ? (NAMED.exec(part)?.groups?.name ?? '') : name, column, isNumber: COUNTS.test(part) }
  })
  return { tables, columns }
}
