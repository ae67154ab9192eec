import type { DatabaseRole, DatabaseSetting, IndexFact, TableFact } from '../../../model/facts/database.ts'
import { coverOf } from '../index-cover.ts'
import { numberOf, type Row, textOf } from '../values.ts'
import { type MysqlSession, quoted } from './connection.ts'

const MAX_OBJECTS = 2000
/** Engines of tables that have no transactions and tear in a crash. */
const PLAIN_ENGINES = /^(?:MyISAM|MEMORY|CSV|ARCHIVE|Aria)$/i

/** Rows fetched by index, and without one, where the server counts them. */
export type Uses = ReadonlyMap<string, number>

/** Fetches by `table.index`; by `table.` those without an index. Empty where they are not counted. */
export async function usesOf(session: MysqlSession, database: string): Promise<Uses> {
  try {
    const rows = await session.rows(
      `SELECT OBJECT_NAME AS name, COALESCE(INDEX_NAME, '') AS of_index, COUNT_FETCH AS fetched
         FROM performance_schema.table_io_waits_summary_by_index_usage WHERE OBJECT_SCHEMA = ?`,
      [database],
    )
    return new Map(rows.map((row) => [`${textOf(row.name)}.${textOf(row.of_index)}`, numberOf(row.fetched)]))
  } catch {
    return new Map()
  }
}

/** Tables with the estimates of the server. */
export async function tablesOf(session: MysqlSession, database: string, uses: Uses): Promise<readonly TableFact[]> {
  const [tables, keys] = [
    await session.rows(
      `SELECT TABLE_NAME AS name, ENGINE AS engine, TABLE_ROWS AS count_of_rows, DATA_LENGTH AS heap, DATA_LENGTH + INDEX_LENGTH AS bytes
         FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE' ORDER BY DATA_LENGTH DESC LIMIT ${MAX_OBJECTS}`,
      [database],
    ),
    await session.rows(
      "SELECT TABLE_NAME AS name FROM information_schema.TABLE_CONSTRAINTS WHERE TABLE_SCHEMA = ? AND CONSTRAINT_TYPE = 'PRIMARY KEY'",
      [database],
    ),
  ]
  const keyed = new Set(keys.map((row) => textOf(row.name)))
  return tables.map((row) => {
    const name = textOf(row.name)
    const fetched = [...uses].filter(([key]) => key.startsWith(`${name}.`) && key !== `${name}.`)
    return {
      name: `${database}.${name}`,
      rows: numberOf(row.count_of_rows),
      bytes: numberOf(row.bytes),
      heapBytes: numberOf(row.heap),
      deadRows: 0,
      sequentialScans: uses.get(`${name}.`) ?? 0,
      sequentialRowsRead: uses.get(`${name}.`) ?? 0,
      indexScans: fetched.reduce((sum, [, count]) => sum + count, 0),
      changes: 0,
      lastVacuum: null,
      hasPrimaryKey: keyed.has(name),
      autovacuumOff: false,
      foreignKeysWithoutIndex: [],
      isTransactional: !PLAIN_ENGINES.test(textOf(row.engine)),
    }
  })
}

/** Indexes, each with the one that does its work when there is one. */
export async function indexesOf(session: MysqlSession, database: string, uses: Uses): Promise<readonly IndexFact[]> {
  const rows = await session.rows(
    'SELECT * FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX',
    [database],
  )
  const foreign = await foreignKeys(session, database)
  const groups = [...Map.groupBy(rows, (row) => `${textOf(row.TABLE_NAME)}.${textOf(row.INDEX_NAME)}`)].slice(0, MAX_OBJECTS)
  const all = groups.flatMap(([name, parts]) => {
    const [first] = parts
    return first === undefined ? [] : [indexOf(name, first, parts)]
  })
  return all.map((index) => {
    const { rest: _rest, parts, ...fact } = index
    const coveredBy = coverOf(
      { ...index, columns: parts },
      all.map((other) => ({ ...other, columns: other.parts })),
    )
    // A foreign key stands on some index: on this one, unless another does its work.
    const holdsKey =
      coveredBy === null &&
      foreign.some(({ table, columns }) => table === fact.table && columns.every((column, at) => fact.columns[at] === column))
    return {
      ...fact,
      table: `${database}.${fact.table}`,
      isConstraint: fact.isConstraint || fact.isUnique || holdsKey,
      scans: uses.get(fact.name) ?? 0,
      coveredBy,
    }
  })
}

function indexOf(name: string, first: Row, rows: readonly Row[]) {
  const columns = rows.map((row) => textOf(row.COLUMN_NAME) || `(${textOf(row.EXPRESSION)})`)
  const parts = rows.map((row, at) => `${columns[at]}${row.SUB_PART == null ? '' : `(${textOf(row.SUB_PART)})`} ${textOf(row.COLLATION)}`)
  const isHidden = textOf(first.IS_VISIBLE) === 'NO' || textOf(first.IGNORED) === 'YES'
  const kind = textOf(first.INDEX_TYPE)
  const isUnique = numberOf(first.NON_UNIQUE) === 0
  return {
    name,
    table: textOf(first.TABLE_NAME),
    columns,
    parts,
    rest: `${kind}${isHidden ? ' hidden' : ''}`,
    isUnique,
    isConstraint: textOf(first.INDEX_NAME) === 'PRIMARY',
    isValid: true,
    bytes: 0,
    definition: `${isUnique ? 'UNIQUE ' : ''}INDEX ${quoted(textOf(first.INDEX_NAME))} ON ${quoted(textOf(first.TABLE_NAME))} (${columns.map((column, at) => (rows[at]?.SUB_PART == null ? column : `${column}(${textOf(rows[at]?.SUB_PART)})`)).join(', ')}) USING ${kind}`,
  }
}

async function foreignKeys(
  session: MysqlSession,
  database: string,
): Promise<readonly { readonly table: string; readonly columns: readonly string[] }[]> {
  const rows = await session.rows(
    `SELECT TABLE_NAME AS name, CONSTRAINT_NAME AS of_key, COLUMN_NAME AS part FROM information_schema.KEY_COLUMN_USAGE
      WHERE TABLE_SCHEMA = ? AND REFERENCED_TABLE_NAME IS NOT NULL ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION`,
    [database],
  )
  return [...Map.groupBy(rows, (row) => `${textOf(row.name)} ${textOf(row.of_key)}`).values()].map((parts) => ({
    table: textOf(parts[0]?.name),
    columns: parts.map((row) => textOf(row.part)),
  }))
}

const NAMES = [
  'max_connections',
  'wait_timeout',
  'innodb_buffer_pool_size',
  'sort_buffer_size',
  'join_buffer_size',
  'read_buffer_size',
  'read_rnd_buffer_size',
  'tmp_table_size',
  'max_statement_time',
  'max_execution_time',
  'lock_wait_timeout',
  'innodb_lock_wait_timeout',
  'innodb_doublewrite',
  'innodb_flush_log_at_trx_commit',
  'innodb_rollback_on_timeout',
  'sync_binlog',
  'slow_query_log',
  'long_query_time',
  'log_output',
  'local_infile',
  'require_secure_transport',
  'sql_mode',
  'performance_schema',
  'transaction_isolation',
  'tx_isolation',
]

/** Settings of the server as a new session gets them. */
export async function settingsOf(session: MysqlSession): Promise<readonly DatabaseSetting[]> {
  const rows = await session.rows(`SHOW GLOBAL VARIABLES WHERE Variable_name IN (${NAMES.map((name) => `'${name}'`).join(', ')})`)
  return rows
    .map((row) => ({ name: textOf(row.Variable_name), value: textOf(row.Value), unit: '', from: 'server' }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** What accounts of these names may do on the whole server, as far as this account may see it. */
export async function rolesOf(session: MysqlSession, names: readonly string[]): Promise<readonly DatabaseRole[]> {
  const rows = await session.rows('SELECT GRANTEE AS account, PRIVILEGE_TYPE AS name FROM information_schema.USER_PRIVILEGES')
  return names.flatMap((name) => {
    const own = rows.filter((row) => textOf(row.account).startsWith(`'${name}'@`))
    if (own.length === 0) return []
    const may = (privilege: string): boolean => own.some((row) => textOf(row.name).toUpperCase() === privilege)
    return [
      {
        name,
        isSuperuser: may('SUPER') || may('SYSTEM_USER'),
        mayBypassRowSecurity: false,
        mayCreateRoles: may('CREATE USER'),
        mayCreateDatabases: may('CREATE'),
      },
    ]
  })
}
