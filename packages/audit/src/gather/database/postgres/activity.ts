import type { Backend } from '../drive/activity.ts'
import { numberOf, type Row, textOf } from '../values.ts'
import { APPLICATION_NAME, type PostgresSession } from './connection.ts'

const BACKENDS = `SELECT a.pid, a.pid::text || '/' || extract(epoch FROM a.backend_start)::text AS key, a.usename AS role,
    a.application_name AS application, coalesce(a.state, '') AS state, coalesce(a.wait_event_type = 'Lock', false) AS locked,
    extract(epoch FROM clock_timestamp() - a.state_change) * 1000 AS state_ms,
    extract(epoch FROM clock_timestamp() - a.xact_start) * 1000 AS xact_ms,
    extract(epoch FROM clock_timestamp() - a.query_start) * 1000 AS query_ms, left(a.query, 600) AS query,
    CASE WHEN a.wait_event_type = 'Lock' THEN pg_catalog.pg_blocking_pids(a.pid) ELSE '{}' END AS blockers
  FROM pg_catalog.pg_stat_activity a
  WHERE a.datname = current_database() AND a.pid <> pg_catalog.pg_backend_pid() AND a.application_name <> '${APPLICATION_NAME}'
    AND a.backend_type = 'client backend'`

/** Sessions of others on this database. What an account may not see has an empty state. */
export async function backendsOf(session: PostgresSession): Promise<readonly Backend[]> {
  return (await session.rows(BACKENDS)).map(backendOf)
}

function backendOf(row: Row): Backend {
  return {
    pid: numberOf(row.pid),
    key: textOf(row.key),
    role: textOf(row.role),
    application: textOf(row.application),
    state: textOf(row.state),
    waitsForLock: row.locked === true,
    stateMs: numberOf(row.state_ms),
    transactionMs: row.xact_ms === null || row.xact_ms === undefined ? null : numberOf(row.xact_ms),
    queryMs: numberOf(row.query_ms),
    query: textOf(row.query),
    blockedBy: Array.isArray(row.blockers) ? row.blockers.map(Number) : [],
  }
}
