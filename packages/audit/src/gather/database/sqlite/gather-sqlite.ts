import type { DatabaseFact, MissingIndexFact, SqliteFileFact, StatementFact } from '../../../model/facts/database.ts'
import type { NotTried } from '../../../model/facts/service.ts'
import type { DriveTarget } from '../drive/drive-target.ts'
import { messageOf, numberOf, textOf } from '../values.ts'
import { SqliteFile } from './file.ts'
import { quoted, type Schema, schemaOf } from './schema.ts'
import { sourcePlans } from './source-plans.ts'

/** Checks that read the whole file go up to this size: about two seconds. */
const MOST_WALKED_BYTES = 268_435_456
/** Below this many rows reading a table whole is the fastest way. */
const LARGE_TABLE_ROWS = 10_000
const MAX_SHOWN = 20

/** Reads a SQLite file. What endpoints ask of it happens inside the service and is not seen. Throws AuditError when it cannot be read. */
export async function gatherSqlite({ url, baseUrl, isDisposable, sourceStatements = [] }: DriveTarget): Promise<DatabaseFact> {
  const file = await SqliteFile.open(url)
  try {
    const mayWalk = file.bytes <= MOST_WALKED_BYTES
    const schema = schemaOf(file, mayWalk)
    const lookups = lookupsOf(file, schema)
    const written = sourcePlans(file, schema.tables, sourceStatements, LARGE_TABLE_ROWS)
    return {
      engine: 'sqlite',
      version: textOf(file.rows('SELECT sqlite_version() AS version')[0]?.version),
      address: file.path,
      isDisposable,
      statementSource: 'none',
      notTried: notTriedOf(baseUrl, mayWalk),
      statements: [...lookups, ...written].map(({ statement }) => statement),
      endpoints: [],
      tables: schema.tables,
      indexes: schema.indexes,
      missingIndexes: [...lookups, ...written].flatMap(({ missing }) => missing ?? []),
      settings: settingsOf(file),
      roles: [],
      connections: { limit: 0, reserved: 0, atStart: 0, atEnd: 0, mostSeen: 0, idleInTransaction: [] },
      pool: null,
      lockWaits: [],
      deadlocks: null,
      statementLimit: null,
      buffers: null,
      statisticsSince: null,
      machine: null,
      sizeBytes: file.bytes,
      file: fileFact(file, mayWalk),
    }
  } finally {
    file.close()
  }
}

function notTriedOf(baseUrl: string | null, mayWalk: boolean): readonly NotTried[] {
  const notTried: NotTried[] = [
    {
      what: 'counts of statements',
      reason: 'no-data',
      because: `SQLite runs inside the service${baseUrl === null ? '' : ', so driving it shows nothing'}: what an endpoint asks of the file cannot be seen from outside`,
    },
    {
      what: 'foreign_keys, busy_timeout and synchronous',
      reason: 'no-data',
      because: 'each connection sets them for itself, and the file keeps nothing of it',
    },
  ]
  if (!mayWalk)
    notTried.push({
      what: 'whether the file is sound, and its foreign keys hold',
      reason: 'limit-reached',
      because: `files of up to ${MOST_WALKED_BYTES / 1_048_576} MB are read whole`,
    })
  return notTried
}

function settingsOf(file: SqliteFile): DatabaseFact['settings'] {
  const server = (name: string, value: string) => ({ name, value, unit: '', from: 'server' })
  return [
    ...['auto_vacuum', 'encoding', 'freelist_count', 'page_count', 'page_size', 'user_version'].map((name) =>
      server(name, textOf(Object.values(file.rows(`PRAGMA ${name}`)[0] ?? {})[0])),
    ),
    server('journal', file.journal),
  ].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function fileFact(file: SqliteFile, mayWalk: boolean): SqliteFileFact {
  const mode = file.mode
  if (!mayWalk) return { mode, damage: null, orphans: null }
  return { mode, damage: damageOf(file), orphans: orphansOf(file) }
}

function damageOf(file: SqliteFile): readonly string[] {
  try {
    const found = file.rows(`PRAGMA quick_check(${MAX_SHOWN})`).flatMap((row) => Object.values(row).map(textOf))
    return found.filter((text) => text !== 'ok')
  } catch (error) {
    return [messageOf(error)]
  }
}

/** Rows that refer to what is not there, by table; null when the check could not run. */
function orphansOf(file: SqliteFile): SqliteFileFact['orphans'] {
  try {
    const rows = file.rows(
      `SELECT "table" AS child, parent, count(*) AS many FROM pragma_foreign_key_check GROUP BY 1, 2 LIMIT ${MAX_SHOWN}`,
    )
    return rows.map((row) => ({ table: textOf(row.child), parent: textOf(row.parent), rows: numberOf(row.many) }))
  } catch {
    return null
  }
}

/** The search that each delete of a parent, and each join from it, makes in a large table that no index serves. */
function lookupsOf(
  file: SqliteFile,
  { tables, foreignKeys }: Schema,
): readonly { readonly statement: StatementFact; readonly missing: MissingIndexFact }[] {
  return tables
    .filter(({ rows }) => rows >= LARGE_TABLE_ROWS)
    .flatMap((table) =>
      foreignKeys
        .filter((key) => key.table === table.name && table.foreignKeysWithoutIndex.includes(key.columns.join(', ')))
        .map((key) => ({ table, key })),
    )
    .map(({ table, key }, at) => {
      const id = `q${at + 1}`
      const text = `SELECT * FROM ${quoted(table.name)} WHERE ${key.columns.map((column) => `${quoted(column)} = ?`).join(' AND ')}`
      const lines = file.rows(`EXPLAIN QUERY PLAN ${text}`).map((row) => textOf(row.detail))
      const scan = { table: table.name, kind: 'sequential', index: null, filter: key.columns.join(', '), tableRows: table.rows } as const
      return {
        statement: {
          id,
          text,
          kind: 'select',
          role: '',
          tables: [table.name],
          calls: 0,
          meanMs: 0,
          maxMs: 0,
          rowsPerCall: 0,
          blocksPerCall: null,
          rowsReadPerCall: null,
          plan: { how: 'generic', cost: 0, lines, scans: [scan], because: '' },
        },
        missing: {
          table: table.name,
          columns: key.columns,
          statement: id,
          endpoints: [],
          method: 'columns',
          costBefore: 0,
          costAfter: null,
          millisecondsBefore: null,
          millisecondsAfter: null,
          tableRows: table.rows,
          rowsReturned: 0,
          planAfter: [],
        },
      } as const
    })
}
