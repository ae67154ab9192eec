import type { NotTried } from '../../../model/facts/service.ts'
import { messageOf, numberOf, textOf } from '../values.ts'
import { type PostgresSession, stateOf } from './connection.ts'
import { StatementReader } from './statements.ts'

export interface Server {
  readonly version: string
  readonly versionNumber: number
  readonly account: string
  readonly hasHypopg: boolean
  readonly isStandby: boolean
  readonly statements: StatementReader | null
  readonly statisticsSince: string | null
  readonly sizeBytes: number | null
  readonly notTried: readonly NotTried[]
}

/** What the server is and what this account may see of it. */
export async function meetServer(session: PostgresSession): Promise<Server> {
  const row = await session.row(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number, current_user AS account,
            current_setting('is_superuser') = 'on' OR pg_catalog.pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS sees_all,
            pg_catalog.pg_is_in_recovery() AS standby,
            (SELECT n.nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements') AS statements,
            EXISTS (SELECT 1 FROM pg_catalog.pg_extension WHERE extname = 'hypopg') AS hypopg`,
  )
  const notTried: NotTried[] = []
  const account = textOf(row.account)
  if (row.sees_all !== true)
    notTried.push({
      what: 'statements and sessions of other accounts',
      reason: 'no-permission',
      because: `${account} may see only its own; GRANT pg_read_all_stats TO ${account}; would help`,
    })
  if (row.hypopg !== true)
    notTried.push({
      what: 'hypothetical indexes',
      reason: 'no-data',
      because:
        'the extension hypopg is not there: missing indexes are judged by plans and statistics of columns alone; CREATE EXTENSION hypopg would help',
    })
  return {
    version: textOf(row.version),
    versionNumber: numberOf(row.number),
    account,
    hasHypopg: row.hypopg === true,
    isStandby: row.standby === true,
    statements: await statementReader(session, textOf(row.statements), notTried),
    statisticsSince: await statisticsSince(session),
    sizeBytes: await sizeOf(session),
    notTried,
  }
}

async function statementReader(session: PostgresSession, schema: string, notTried: NotTried[]): Promise<StatementReader | null> {
  const without = (because: string, reason: NotTried['reason']): null => {
    notTried.push({ what: 'counts of statements', reason, because })
    return null
  }
  if (schema === '')
    return without(
      'the extension pg_stat_statements is not there: statements are sampled, not counted; add it to shared_preload_libraries and CREATE EXTENSION pg_stat_statements',
      'no-data',
    )
  try {
    const reader = new StatementReader(session, schema)
    await reader.snapshot()
    return reader
  } catch (error) {
    return without(`pg_stat_statements cannot be read: ${messageOf(error)}`, stateOf(error) === '42501' ? 'no-permission' : 'no-data')
  }
}

/** The server counts from the last reset, or from its beginning, which the statistics of its log tell. */
async function statisticsSince(session: PostgresSession): Promise<string | null> {
  try {
    const row = await session.row(
      `SELECT coalesce((SELECT stats_reset FROM pg_catalog.pg_stat_database WHERE datname = current_database()),
                       (SELECT stats_reset FROM pg_catalog.pg_stat_bgwriter)) AS since`,
    )
    return row.since instanceof Date ? row.since.toISOString() : null
  } catch {
    return null
  }
}

async function sizeOf(session: PostgresSession): Promise<number | null> {
  try {
    return numberOf((await session.row('SELECT pg_catalog.pg_database_size(current_database())::float8 AS bytes')).bytes)
  } catch {
    return null
  }
}

/** Sessions that were opened on this database so far; null before PostgreSQL 14. */
export async function sessionsOpened(session: PostgresSession, versionNumber: number): Promise<number | null> {
  if (versionNumber < 140_000) return null
  const row = await session.row('SELECT sessions::float8 AS count FROM pg_catalog.pg_stat_database WHERE datname = current_database()')
  return numberOf(row.count)
}
