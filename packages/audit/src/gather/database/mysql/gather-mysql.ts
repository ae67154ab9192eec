import { availableParallelism, totalmem } from 'node:os'
import type { DatabaseFact, EndpointQueries } from '../../../model/facts/database.ts'
import { isIdleInTransaction } from '../drive/activity.ts'
import type { DriveTarget, ServerEyes } from '../drive/drive-target.ts'
import { ServiceDrive } from '../drive/service-drive.ts'
import { maskStatement } from '../mask-statement.ts'
import { addressOf, isLocal, numberOf, textOf } from '../values.ts'
import { MysqlActivity } from './activity.ts'
import { DEFAULT_PORT, databaseOf, MysqlSession, quoted } from './connection.ts'
import { examine, NO_STATEMENTS, preparedStatements, rowsScanned } from './examine.ts'
import { columnTypes, type PlanTools } from './plans.ts'
import { indexesOf, rolesOf, settingsOf, tablesOf, usesOf } from './schema.ts'
import { grantee, meetServer, type Server, statusOf } from './server.ts'
import { DigestCounts, PREPARED, preparedTexts, StatusCounts } from './statements.ts'

interface Sessions {
  /** Counts and describes: without a database, so that the server counts what it asks apart from the service. */
  readonly session: MysqlSession
  /** Watches the sessions of others. */
  readonly watching: MysqlSession
  /** Plans, in the database. */
  readonly planning: MysqlSession
  readonly writer: MysqlSession | null
}

/** Looks into a MySQL or MariaDB database while the endpoints of its service are driven one at a time. Throws AuditError when it cannot be reached. */
export async function gatherMysql(target: DriveTarget): Promise<DatabaseFact> {
  const opened: MysqlSession[] = []
  const open = async (more: { mayWrite?: boolean; statementTimeoutMs?: number; inDatabase?: boolean } = {}): Promise<MysqlSession> => {
    const next = await MysqlSession.open({ url: target.url, ...more })
    opened.push(next)
    return next
  }
  try {
    const planning = await open({ inDatabase: true })
    const session = await open()
    const watching = await open()
    const writer = target.isDisposable ? await open({ mayWrite: true, statementTimeoutMs: 15_000, inDatabase: true }) : null
    const own = new Set(opened.map(({ id }) => id))
    return await lookInto(target, { session, watching, planning, writer }, own)
  } finally {
    await Promise.all(opened.map((each) => each.close()))
  }
}

async function lookInto(target: DriveTarget, sessions: Sessions, own: ReadonlySet<number>): Promise<DatabaseFact> {
  const { session, watching, planning } = sessions
  const database = databaseOf(target.url)
  const server = await meetServer(session, database)
  const activity = new MysqlActivity(watching, database, own, server.seesTransactions)
  const start = await activity.backends()
  const drive = new ServiceDrive(target, eyesOf(sessions, server, activity, database), server.notTried)
  try {
    const memory = await bufferCounts(session)
    const driven = await drive.endpoints()
    const buffers = await bufferCounts(session)
    const endpoints = driven.map((endpoint) => withoutTimes(endpoint, server, drive.idOf(PREPARED)))
    const preparing = endpoints.filter(({ statements }) => statements.some(({ statement }) => statement === drive.idOf(PREPARED)))
    if (preparing.length > 0)
      drive.notTried.push({
        what: 'times of prepared statements',
        reason: 'no-data',
        because: `MariaDB counts the prepared statements of ${preparing.map(({ endpoint }) => endpoint).join(', ')} together, without texts and times`,
      })
    const stalls = await drive.stalls(endpoints)
    const pool = await drive.pool(endpoints)
    const crowds = await drive.crowds(endpoints)
    const uses = await usesOf(session, database)
    const tables = await tablesOf(session, database, uses)
    const tools: PlanTools = { session: planning, tables, types: await columnTypes(session, database) }
    const judged = await drive.statements(endpoints, (text, counters, senders) =>
      examine(
        text,
        counters,
        drive.scanned.filter(({ endpoint }) => senders.some((sender) => sender.endpoint === endpoint)),
        tools,
      ),
    )
    const prepared =
      preparing.length === 0
        ? NO_STATEMENTS
        : await preparedStatements(preparing, judged.statements, drive, tools, await preparedTexts(session, database))
    const end = await activity.backends()
    const settings = await settingsOf(session)
    const accounts = drive.rolesOf(endpoints, [...end, ...start])
    const roles = await rolesOf(session, accounts)
    if (roles.length < accounts.length)
      drive.notTried.push({
        what: 'rights of the account of the service',
        reason: 'no-permission',
        because: `${server.account} may not see the rights of ${accounts.filter((account) => roles.every(({ name }) => name !== account)).join(', ')}; GRANT SELECT ON mysql.* TO ${grantee(server.account)}; would help`,
      })
    return {
      engine: server.engine,
      version: server.version,
      address: addressOf(target.url, DEFAULT_PORT),
      isDisposable: target.isDisposable,
      statementSource: server.countsStatements ? 'statistics' : 'table-deltas',
      indexes: await indexesOf(session, database, uses),
      settings,
      roles,
      connections: {
        limit: Number(settings.find(({ name }) => name === 'max_connections')?.value ?? 0),
        reserved: 0,
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
      statements: [...judged.statements, ...prepared.statements],
      missingIndexes: [...judged.missingIndexes, ...prepared.missingIndexes],
      endpoints,
      pool,
      stalls,
      crowds,
      tables,
      ...(await drive.harm(endpoints, judged.statements, tables)),
      lockWaits: drive.watch.lockWaits(),
      buffers: { hits: Math.max(0, buffers.asked - memory.asked - (buffers.read - memory.read)), reads: buffers.read - memory.read },
      notTried: drive.notTried,
    }
  } finally {
    await drive.close()
  }
}

/** The list of transactions is read again after 120 ms, as the server renews it: what is read so long after the last request is younger. */
const SETTLE_MS = 170

function eyesOf(
  { session, watching, writer }: Sessions,
  { countsStatements }: Server,
  activity: MysqlActivity,
  database: string,
): ServerEyes {
  const backends = () => activity.backends()
  return {
    readBackends: backends,
    watchBackends: backends,
    statements: countsStatements ? new DigestCounts(session, database) : new StatusCounts(watching, activity),
    settleMs: SETTLE_MS,
    rowsScanned: countsStatements ? () => rowsScanned(session, database) : null,
    sessionsOpened: () => statusOf(session, 'Connections'),
    harm:
      writer === null
        ? null
        : {
            lock: async (table) => {
              await writer.rows(`LOCK TABLES ${quoted(table.slice(table.indexOf('.') + 1))} WRITE`)
            },
            unlock: async () => {
              await writer.rows('UNLOCK TABLES')
            },
            deadlocksSoFar: () => deadlocksOf(session),
          },
  }
}

/** Where the server tells no times, nothing is said of them. */
function withoutTimes(endpoint: EndpointQueries, { countsStatements }: Server, unknown: string): EndpointQueries {
  const isTimed = countsStatements && endpoint.statements.every(({ statement }) => statement !== unknown)
  return isTimed ? endpoint : { ...endpoint, databaseMs: null }
}

/** Pages asked of the buffer pool, and those that it had to read. */
async function bufferCounts(session: MysqlSession): Promise<{ readonly asked: number; readonly read: number }> {
  const rows = await session.rows(
    "SHOW GLOBAL STATUS WHERE Variable_name IN ('Innodb_buffer_pool_read_requests', 'Innodb_buffer_pool_reads')",
  )
  const values = new Map(rows.map((row) => [textOf(row.Variable_name), numberOf(row.Value)]))
  return { asked: values.get('Innodb_buffer_pool_read_requests') ?? 0, read: values.get('Innodb_buffer_pool_reads') ?? 0 }
}

async function deadlocksOf(session: MysqlSession): Promise<number> {
  return numberOf((await session.row("SELECT COUNT AS count FROM information_schema.INNODB_METRICS WHERE NAME = 'lock_deadlocks'")).count)
}
