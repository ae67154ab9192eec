import type { DatabaseRole, DatabaseSetting, IndexFact, TableFact } from '../../../model/facts/database.ts'
import { coverOf } from '../index-cover.ts'
import { numberOf, textOf } from '../values.ts'
import type { PostgresSession } from './connection.ts'

const USER_SCHEMAS = `n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND n.nspname NOT LIKE 'pg_temp%' AND n.nspname NOT LIKE 'pg_toast%'`
const MAX_OBJECTS = 2000

/** Tables with the server's statistics and estimates. */
export async function tablesOf(session: PostgresSession): Promise<readonly TableFact[]> {
  const [rows, foreign] = await Promise.all([session.rows(TABLES), session.rows(FOREIGN_KEYS)])
  return rows.map((row) => ({
    name: textOf(row.name),
    rows: Math.max(0, numberOf(row.rows)),
    bytes: numberOf(row.bytes),
    heapBytes: numberOf(row.heap),
    deadRows: numberOf(row.dead),
    sequentialScans: numberOf(row.seq_scan),
    sequentialRowsRead: numberOf(row.seq_read),
    indexScans: numberOf(row.idx_scan),
    changes: numberOf(row.changes),
    lastVacuum: row.vacuumed instanceof Date ? row.vacuumed.toISOString() : null,
    hasPrimaryKey: row.has_key === true,
    autovacuumOff: row.autovacuum_off === true,
    foreignKeysWithoutIndex: foreign.filter((key) => key.name === row.name).map((key) => textOf(key.columns)),
    searchedOnDelete: foreign
      .filter((key) => key.name === row.name && (key.acts === true || numberOf(key.deletes) > 0))
      .map((key) => ({
        columns: textOf(key.columns),
        parent: textOf(key.parent),
        deletes: numberOf(key.deletes),
        acts: key.acts === true,
      })),
  }))
}

const TABLES = `SELECT n.nspname || '.' || c.relname AS name, greatest(c.reltuples, s.n_live_tup)::float8 AS rows,
    pg_catalog.pg_total_relation_size(c.oid)::float8 AS bytes, pg_catalog.pg_relation_size(c.oid)::float8 AS heap, s.n_dead_tup::float8 AS dead, s.seq_scan::float8 AS seq_scan,
    s.seq_tup_read::float8 AS seq_read, s.idx_scan::float8 AS idx_scan, (s.n_tup_ins + s.n_tup_upd + s.n_tup_del)::float8 AS changes,
    greatest(s.last_vacuum, s.last_autovacuum) AS vacuumed,
    EXISTS (SELECT 1 FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisprimary) AS has_key,
    coalesce(array_to_string(c.reloptions, ',') ~* 'autovacuum_enabled=(false|off|0|no)', false) AS autovacuum_off
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_stat_user_tables s ON s.relid = c.oid
  WHERE c.relkind IN ('r', 'p') AND ${USER_SCHEMAS} ORDER BY 3 DESC LIMIT ${MAX_OBJECTS}`

const FOREIGN_KEYS = `SELECT n.nspname || '.' || c.relname AS name, f.confrelid::regclass::text AS parent, f.confdeltype IN ('c', 'n', 'd') AS acts,
    coalesce((SELECT s.n_tup_del FROM pg_catalog.pg_stat_user_tables s WHERE s.relid = f.confrelid), 0)::float8 AS deletes,
    (SELECT string_agg(a.attname, ', ' ORDER BY k.position) FROM unnest(f.conkey) WITH ORDINALITY k(number, position)
       JOIN pg_catalog.pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.number) AS columns
  FROM pg_catalog.pg_constraint f JOIN pg_catalog.pg_class c ON c.oid = f.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE f.contype = 'f' AND ${USER_SCHEMAS} AND NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_index i WHERE i.indrelid = f.conrelid AND i.indpred IS NULL AND i.indisvalid
      AND (i.indkey::int2[])[0:cardinality(f.conkey) - 1] @> f.conkey AND f.conkey @> (i.indkey::int2[])[0:cardinality(f.conkey) - 1])
  LIMIT ${MAX_OBJECTS}`

/** Indexes, each with the one that does its work when there is one. */
export async function indexesOf(session: PostgresSession): Promise<readonly IndexFact[]> {
  const rows = await session.rows(INDEXES)
  const all = rows.map((row) => ({
    name: textOf(row.name),
    table: textOf(row.table),
    columns: listOf(row.columns),
    names: listOf(row.names),
    isUnique: row.is_unique === true,
    isConstraint: row.is_constraint === true,
    isValid: row.is_valid === true,
    bytes: numberOf(row.bytes),
    scans: numberOf(row.scans),
    definition: textOf(row.definition),
    rest: textOf(row.rest),
  }))
  return all.map((whole) => {
    const { rest: _rest, names, ...index } = whole
    return { ...index, columns: names, coveredBy: coverOf(whole, all) }
  })
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

const INDEXES = `SELECT n.nspname || '.' || x.relname AS name, n.nspname || '.' || c.relname AS table, i.indisunique AS is_unique, i.indisvalid AS is_valid,
    EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conindid = i.indexrelid) OR i.indisprimary OR i.indisreplident AS is_constraint,
    pg_catalog.pg_relation_size(i.indexrelid)::float8 AS bytes, coalesce(s.idx_scan, 0)::float8 AS scans,
    pg_catalog.pg_get_indexdef(i.indexrelid) AS definition,
    (SELECT array_agg(pg_catalog.pg_get_indexdef(i.indexrelid, k.position::int, true) || ' ' || i.indoption[k.position - 1]::text || ' ' || i.indclass[k.position - 1]::text ORDER BY k.position)
       FROM generate_series(1, i.indnkeyatts) k(position)) AS columns,
    (SELECT array_agg(pg_catalog.pg_get_indexdef(i.indexrelid, k.position::int, true) ORDER BY k.position) FROM generate_series(1, i.indnkeyatts) k(position)) AS names,
    m.amname || ' ' || coalesce(pg_catalog.pg_get_expr(i.indpred, i.indrelid), '') AS rest
  FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = x.relnamespace JOIN pg_catalog.pg_am m ON m.oid = x.relam
  LEFT JOIN pg_catalog.pg_stat_user_indexes s ON s.indexrelid = i.indexrelid
  WHERE c.relkind IN ('r', 'm') AND ${USER_SCHEMAS} ORDER BY 1 LIMIT ${MAX_OBJECTS}`

const NAMES = [
  'max_connections',
  'superuser_reserved_connections',
  'shared_buffers',
  'work_mem',
  'effective_cache_size',
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
  'deadlock_timeout',
  'autovacuum',
  'track_counts',
  'fsync',
  'full_page_writes',
  'synchronous_commit',
  'ssl',
  'password_encryption',
  'log_min_duration_statement',
  'log_lock_waits',
  'track_io_timing',
  'random_page_cost',
  'data_checksums',
] as const

/** Settings as a new session of the given accounts gets them: account over database over server. */
export async function settingsOf(session: PostgresSession, roles: readonly string[]): Promise<readonly DatabaseSetting[]> {
  const server = await session.rows(
    `SELECT name, CASE WHEN source IN ('client', 'session', 'database', 'user', 'database user') THEN NULL ELSE setting END AS value, unit FROM pg_catalog.pg_settings WHERE name = ANY($1)`,
    [[...NAMES]],
  )
  const configured = await session.rows(
    `SELECT s.setrole = 0 AS for_all, coalesce(pg_catalog.pg_get_userbyid(nullif(s.setrole, 0)), '') AS role, c.entry
       FROM pg_catalog.pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) c(entry)
      WHERE s.setdatabase = 0 OR s.setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())`,
  )
  const over = (from: 'database' | 'role'): DatabaseSetting[] =>
    configured.flatMap((row) => {
      const entry = textOf(row.entry)
      const name = entry.slice(0, entry.indexOf('='))
      const isWanted = from === 'database' ? row.for_all === true : row.for_all !== true && roles.includes(textOf(row.role))
      return isWanted && NAMES.some((each) => each === name)
        ? [{ name, value: entry.slice(entry.indexOf('=') + 1), unit: '', from: from === 'role' ? `role ${textOf(row.role)}` : 'database' }]
        : []
    })
  const boot = await session.rows(`SELECT name, reset_val, boot_val FROM pg_catalog.pg_settings WHERE name = ANY($1)`, [[...NAMES]])
  const fallback = new Map(boot.map((row) => [textOf(row.name), textOf(row.boot_val)]))
  return [
    ...server.map((row) => ({
      name: textOf(row.name),
      value: row.value === null ? (fallback.get(textOf(row.name)) ?? '') : textOf(row.value),
      unit: textOf(row.unit),
      from: 'server',
    })),
    ...over('database'),
    ...over('role'),
  ].toSorted((a, b) => (a.name === b.name ? 0 : a.name < b.name ? -1 : 1))
}

export async function rolesOf(session: PostgresSession, names: readonly string[]): Promise<readonly DatabaseRole[]> {
  const rows = await session.rows(
    `SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_catalog.pg_roles WHERE rolname = ANY($1) ORDER BY 1`,
    [[...names]],
  )
  return rows.map((row) => ({
    name: textOf(row.rolname),
    isSuperuser: row.rolsuper === true,
    mayBypassRowSecurity: row.rolbypassrls === true,
    mayCreateRoles: row.rolcreaterole === true,
    mayCreateDatabases: row.rolcreatedb === true,
  }))
}
