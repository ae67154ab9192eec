import type { IndexFact, TableFact } from '../../../model/facts/database.ts'
import { coverOf } from '../index-cover.ts'
import { numberOf, textOf } from '../values.ts'
import type { SqliteFile } from './file.ts'

const MAX_OBJECTS = 2000

export interface ForeignKey {
  readonly table: string
  readonly columns: readonly string[]
  readonly parent: string
}

export interface Schema {
  readonly tables: readonly TableFact[]
  readonly indexes: readonly IndexFact[]
  readonly foreignKeys: readonly ForeignKey[]
}

/** Tables, indexes and foreign keys of a file. Sizes are those of the pages, where the file is small enough to be walked. */
export function schemaOf(file: SqliteFile, mayWalk: boolean): Schema {
  const names = file
    .rows(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' LIMIT ${MAX_OBJECTS}`,
    )
    .map((row) => textOf(row.name))
  const bytes = mayWalk ? bytesByName(file) : new Map<string, number>()
  const indexes = names.flatMap((table) => indexesOf(file, table, bytes))
  const all = indexes.map(({ rest: _rest, parts: _parts, ...index }, at) => {
    const compared = indexes.map((each) => ({ ...each, columns: each.parts }))
    const own = compared[at]
    return { ...index, coveredBy: own === undefined ? null : coverOf(own, compared) }
  })
  const foreignKeys = names.flatMap((table) => keysOf(file, table))
  return {
    indexes: all,
    foreignKeys,
    tables: names.map((name) => {
      const own = all.filter((index) => index.table === name)
      const heapBytes = bytes.get(name) ?? 0
      const keyColumns = file.rows('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk', [name]).map((row) => textOf(row.name))
      return {
        name,
        rows: rowsOf(file, name),
        bytes: heapBytes + own.reduce((sum, index) => sum + index.bytes, 0),
        heapBytes,
        deadRows: 0,
        sequentialScans: 0,
        sequentialRowsRead: 0,
        indexScans: 0,
        changes: 0,
        lastVacuum: null,
        hasPrimaryKey: keyColumns.length > 0,
        autovacuumOff: false,
        foreignKeysWithoutIndex: foreignKeys
          .filter(
            ({ table, columns }) =>
              table === name && !isServed(columns, [keyColumns, ...own.filter(isWhole).map((index) => index.columns)]),
          )
          .map(({ columns }) => columns.join(', ')),
      }
    }),
  }
}

function isServed(columns: readonly string[], lists: readonly (readonly string[])[]): boolean {
  return lists.some((list) => columns.every((column) => list.slice(0, columns.length).includes(column)))
}

function isWhole({ definition }: IndexFact): boolean {
  return !/\bwhere\b/i.test(definition)
}

/** The largest row number: an upper estimate that costs one look. Tables without row numbers are counted. */
function rowsOf(file: SqliteFile, table: string): number {
  try {
    return numberOf(file.rows(`SELECT max(rowid) AS count FROM ${quoted(table)}`)[0]?.count)
  } catch {
    return numberOf(file.rows(`SELECT count(*) AS count FROM ${quoted(table)}`)[0]?.count)
  }
}

function bytesByName(file: SqliteFile): ReadonlyMap<string, number> {
  try {
    return new Map(
      file.rows('SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name').map((row) => [textOf(row.name), numberOf(row.bytes)]),
    )
  } catch {
    return new Map()
  }
}

function indexesOf(file: SqliteFile, table: string, bytes: ReadonlyMap<string, number>) {
  return file.rows('SELECT name, "unique" AS is_unique, origin, partial FROM pragma_index_list(?)', [table]).map((row) => {
    const name = textOf(row.name)
    const definition = textOf(file.rows('SELECT sql FROM sqlite_schema WHERE name = ?', [name])[0]?.sql)
    const parts = file.rows('SELECT name, "desc" AS is_desc, coll FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno', [name])
    const columns = parts.map((part) => textOf(part.name) || '(expression)')
    const hasExpression = columns.includes('(expression)')
    return {
      name,
      table,
      columns,
      parts: parts.map((part, at) => `${columns[at]} ${textOf(part.is_desc)} ${textOf(part.coll)}`),
      // What an expression or a condition says is only in the text: such an index is compared by its whole text.
      rest: hasExpression || numberOf(row.partial) === 1 ? definition.slice(definition.toLowerCase().indexOf(' on ')) : '',
      isUnique: numberOf(row.is_unique) === 1,
      isConstraint: textOf(row.origin) !== 'c',
      isValid: true,
      bytes: bytes.get(name) ?? 0,
      scans: 0,
      definition: definition || `index of a constraint of ${table} (${columns.join(', ')})`,
    }
  })
}

function keysOf(file: SqliteFile, table: string): readonly ForeignKey[] {
  const rows = file.rows('SELECT id, "table" AS parent, "from" AS part FROM pragma_foreign_key_list(?) ORDER BY id, seq', [table])
  return [...Map.groupBy(rows, ({ id }) => textOf(id)).values()].map((parts) => ({
    table,
    columns: parts.map(({ part }) => textOf(part)),
    parent: textOf(parts[0]?.parent),
  }))
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
