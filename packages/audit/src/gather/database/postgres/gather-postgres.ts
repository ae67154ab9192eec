import { availableParallelism, totalmem } from 'node:os'
import type { DatabaseFact, TableFact } from '../../../model/facts/database.ts'
import { isIdleInTransaction } from '../drive/activity.ts'
import type { DriveTarget, ServerEyes } from '../drive/drive-target.ts'
import { ServiceDrive } from '../drive/service-drive.ts'
import type { Examined } from '../drive/statement-facts.ts'
import type { StatementCounters } from '../drive/statements.ts'
import { maskStatement } from '../mask-statement.ts'
import { addressOf, isLocal, numberOf } from '../values.ts'
import { backendsOf } from './activity.ts'
import { PostgresSession } from './connection.ts'
import { type IndexTools, missingIndexOf } from './missing-indexes.ts'
import { planOf, rowsRead } from './plans.ts'
import { indexesOf, rolesOf, settingsOf, tablesOf } from './schema.ts'
import { meetServer, type Server, sessionsOpened } from './server.ts'
import { quoted } from './statements.ts'

/** Looks into a PostgreSQL database while the endpoints of its service are driven one at a time. Throws AuditError when it cannot be reached. */
export async function gatherPostgres(target: DriveTarget): Promise<DatabaseFact> {
  const session = await PostgresSession.open({ url: target.url })
  const opened = [session]
  const open = async (more: { mayWrite?: boolean; statementTimeoutMs?: number }): Promise<PostgresSession> => {
    const next = await PostgresSession.open({ url: target.url, ...more })
    opened.push(next)
    return next
  }
  try {
    const watching = await open({})
    const bare = await open({ statementTimeoutMs: 0 })
    const writer = target.isDisposable ? await open({ mayWrite: true, statementTimeoutMs: 15_000 }) : null
    return await lookInto(target, { session, watching, bare, writer }, await meetServer(session))
  } finally {
    await Promise.all(opened.map((each) => each.close()))
  }
}

interface Sessions {
  readonly session: PostgresSession
  readonly watching: PostgresSession
  readonly bare: PostgresSession
  readonly writer: PostgresSession | null
}

async function lookInto(target: DriveTarget, sessions: Sessions, server: Server): Promise<DatabaseFact> {
  const { session, bare, writer } = sessions
  const start = await backendsOf(session)
  const drive = new ServiceDrive(target, eyesOf(sessions, server), server.notTried)
  try {
    const endpoints = await drive.endpoints()
    const stalls = await drive.stalls(endpoints)
    const pool = await drive.pool(endpoints)
    const crowds = await drive.crowds(endpoints)
    const tables = await tablesOf(session)
    const tools: IndexTools = { session, writer, hasHypopg: server.hasHypopg, tables }
    const judged = await drive.statements(endpoints, (text, counters) => examine(text, counters, tools))
    const end = await backendsOf(session)
    const roles = drive.rolesOf(endpoints, end)
    const settings = await settingsOf(bare, roles)
    const setting = (name: string): number => Number(settings.find((each) => each.name === name && each.from === 'server')?.value ?? 0)
    return {
      engine: 'postgresql',
      version: server.version,
      address: addressOf(target.url, '5432'),
      isDisposable: target.isDisposable,
      statementSource: server.statements !== null ? 'statistics' : endpoints.length > 0 ? 'samples' : 'none',
      indexes: await indexesOf(session),
      settings,
      roles: await rolesOf(session, roles),
      connections: {
        limit: setting('max_connections'),
        reserved: setting('superuser_reserved_connections'),
        atStart: start.length,
        atEnd: end.length,
        mostSeen: Math.max(drive.watch.mostConnections, start.length, end.length),
        idleInTransaction: start.filter(isIdleInTransaction).map(({ role, application, stateMs, query }) => ({
          role,
          application,
          ageMs: Math.round(stateMs),
          query: maskStatement(query),
        })),
      },
      statisticsSince: server.statisticsSince,
      machine: isLocal(target.url) ? { memoryBytes: totalmem(), cores: availableParallelism() } : null,
      sizeBytes: server.sizeBytes,
      ...judged,
      endpoints,
      pool,
      stalls,
      crowds,
      tables,
      ...(await drive.harm(endpoints, judged.statements, tables)),
      lockWaits: drive.watch.lockWaits(),
      buffers: drive.buffers(),
      notTried: drive.notTried,
    }
  } finally {
    await drive.close()
  }
}

function eyesOf({ session, watching, writer }: Sessions, server: Server): ServerEyes {
  return {
    readBackends: () => backendsOf(session),
    watchBackends: () => backendsOf(watching),
    statements: server.statements,
    settleMs: 30,
    rowsScanned: null,
    sessionsOpened: () => sessionsOpened(session, server.versionNumber),
    harm:
      writer === null
        ? null
        : { lock: (table) => lock(table, writer), unlock: () => unlock(writer), deadlocksSoFar: () => deadlocksOf(session) },
  }
}

async function examine(text: string, { calls, blocks }: StatementCounters, tools: IndexTools): Promise<Examined> {
  const blocksPerCall = Math.round((blocks / Math.max(1, calls)) * 1000) / 1000
  const { plan, explained } = await planOf(tools.session, text, tools.tables)
  return {
    plan,
    blocksPerCall,
    rowsReadPerCall: rowsRead(plan, blocksPerCall, tools.tables),
    missingIndex: explained === null ? null : (suspect) => missingIndexOf({ ...suspect, explained }, tools),
  }
}

async function lock(table: TableFact['name'], writer: PostgresSession): Promise<void> {
  const dot = table.indexOf('.')
  await writer.rows('BEGIN')
  await writer.rows(`LOCK TABLE ${quoted(table.slice(0, dot))}.${quoted(table.slice(dot + 1))} IN ACCESS EXCLUSIVE MODE`)
}

async function unlock(writer: PostgresSession): Promise<void> {
  await writer.rows('ROLLBACK')
}

async function deadlocksOf(session: PostgresSession): Promise<number> {
  const row = await session.row('SELECT deadlocks::float8 AS count FROM pg_catalog.pg_stat_database WHERE datname = current_database()')
  return numberOf(row.count)
}
