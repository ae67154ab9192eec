import { availableParallelism, totalmem } from 'node:os'
import type { DatabaseFact, PlanFact } from '../../../model/facts/database.ts'
import type { NotTried } from '../../../model/facts/service.ts'
import { isIdleInTransaction } from '../drive/activity.ts'
import type { DriveTarget, ServerEyes } from '../drive/drive-target.ts'
import { ServiceDrive } from '../drive/service-drive.ts'
import type { Examined } from '../drive/statement-facts.ts'
import type { StatementCounters } from '../drive/statements.ts'
import { addressOf, messageOf } from '../values.ts'
import { backendsOf } from './activity.ts'
import { codeOf, countOf, DEFAULT_PORT, type Document, databaseOf, hostsOf, type MongoCommands, MongoSession, within } from './commands.ts'
import { ProfileCounts, TopCounts } from './counts.ts'
import { missingIndexOf } from './missing-indexes.ts'
import { collectionsOf, indexesOf, rolesOf, settingsOf, tablesOf } from './schema.ts'

const NOT_AUTHORIZED = 13
/** Operations are profiled when they end, and told a moment later. */
const SETTLE_MS = 60

/** Looks into a MongoDB database while the endpoints of its service are driven one at a time. Throws AuditError when it cannot be reached. */
export async function gatherMongodb(target: DriveTarget): Promise<DatabaseFact> {
  const session = await MongoSession.open(target.url)
  try {
    return await lookInto(target, session)
  } finally {
    await session.close()
  }
}

/** The same, through whoever runs the commands. */
export async function lookInto(target: DriveTarget, commands: MongoCommands): Promise<DatabaseFact> {
  const database = databaseOf(target.url)
  const { version } = await commands.run('admin', { buildInfo: 1 })
  const notTried: NotTried[] = [
    {
      what: 'deadlocks, and how long operations wait for a lock',
      reason: 'not-implemented',
      because: 'MongoDB has neither tables to lock nor transactions that wait for each other for long',
    },
  ]
  const seesSessions = await may(notTried, 'sessions of clients', 'clusterMonitor', () => backendsOf(commands))
  const settings = await settingsOf(commands, database)
  const counts = await countsOf(commands, database, settings.find(({ name }) => name === 'profile')?.value === '2', notTried)
  const readBackends = async () => (seesSessions ? backendsOf(commands) : [])
  const eyes: ServerEyes = {
    readBackends,
    watchBackends: readBackends,
    statements: counts,
    settleMs: SETTLE_MS,
    rowsScanned: null,
    sessionsOpened: async () => (seesSessions ? countOf(within(await statusOf(commands), 'connections').totalCreated) : null),
    harm: null,
  }
  const start = await readBackends()
  const before = seesSessions ? await statusOf(commands) : {}
  const drive = new ServiceDrive({ ...target, isDisposable: false }, eyes, notTried)
  try {
    const driven = await drive.endpoints()
    const after = seesSessions ? await statusOf(commands) : {}
    const isExact = counts instanceof ProfileCounts
    const endpoints = driven.map((endpoint) => (counts === null ? { ...endpoint, databaseMs: null } : endpoint))
    const stalls = await drive.stalls(endpoints)
    const pool = await drive.pool(endpoints)
    const crowds = await drive.crowds(endpoints)
    const collections = await collectionsOf(commands, database)
    const tables = await tablesOf(commands, database, collections)
    const judged = await drive.statements(endpoints, (text, counters) => Promise.resolve(examine(text, counters, counts, database, tables)))
    const end = await readBackends()
    const { indexes, since } = await indexesOf(commands, database, collections)
    const accounts = drive.rolesOf(endpoints, [...end, ...start])
    const connections = within(after, 'connections')
    return {
      engine: 'mongodb',
      version: String(version),
      address: addressOf(target.url, DEFAULT_PORT),
      isDisposable: target.isDisposable,
      statementSource: isExact ? 'statistics' : counts === null ? 'samples' : 'table-deltas',
      ...judged,
      endpoints,
      pool,
      stalls,
      crowds,
      tables,
      indexes,
      settings: [...settings, ...cacheSetting(after)],
      roles: await rolesFor(commands, accounts, drive.notTried),
      connections: {
        limit: countOf(connections.current) + countOf(connections.available),
        reserved: 0,
        atStart: start.length,
        atEnd: end.length,
        mostSeen: Math.max(drive.watch.mostConnections, start.length, end.length),
        idleInTransaction: start
          .filter(isIdleInTransaction)
          .map(({ role, application, stateMs, query }) => ({ role, application, ageMs: Math.round(stateMs), query })),
      },
      lockWaits: drive.watch.lockWaits(),
      deadlocks: null,
      statementLimit: null,
      buffers: buffersOf(before, after),
      statisticsSince: since,
      machine: hostsOf(target.url).every(isHere) ? { memoryBytes: totalmem(), cores: availableParallelism() } : null,
      sizeBytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
      notTried: drive.notTried,
    }
  } finally {
    await drive.close()
  }
}

async function countsOf(
  commands: MongoCommands,
  database: string,
  isProfiled: boolean,
  notTried: NotTried[],
): Promise<ProfileCounts | TopCounts | null> {
  if (isProfiled) {
    const profile = new ProfileCounts(commands, database)
    if (await may(notTried, 'counts of statements by shape', 'clusterMonitor', () => profile.snapshot())) return profile
  } else
    notTried.push({
      what: 'counts of statements by shape',
      reason: 'no-data',
      because: `the profiler does not keep every operation: they are counted by collection and kind, without what was asked for; db.setProfilingLevel(2) on ${database} while assay runs would help`,
    })
  const top = new TopCounts(commands, database)
  return (await may(notTried, 'counts of statements', 'clusterMonitor', () => top.snapshot())) ? top : null
}

/** Whether this account may do it; else what would help is told. */
async function may(notTried: NotTried[], what: string, role: string, action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action()
    return true
  } catch (error) {
    notTried.push({
      what,
      reason: codeOf(error) === NOT_AUTHORIZED ? 'no-permission' : 'no-data',
      because: `${messageOf(error)}; db.grantRolesToUser(..., [{ role: '${role}', db: 'admin' }]) would help`,
    })
    return false
  }
}

async function rolesFor(commands: MongoCommands, accounts: readonly string[], notTried: NotTried[]): Promise<DatabaseFact['roles']> {
  try {
    return await rolesOf(commands, accounts)
  } catch (error) {
    notTried.push({
      what: 'rights of the account of the service',
      reason: codeOf(error) === NOT_AUTHORIZED ? 'no-permission' : 'no-data',
      because: `${messageOf(error)}; the action viewUser on admin would help`,
    })
    return []
  }
}

function examine(
  text: string,
  counters: StatementCounters,
  counts: ProfileCounts | TopCounts | null,
  database: string,
  tables: DatabaseFact['tables'],
): Examined {
  const shape = counts instanceof ProfileCounts ? counts.shapes.get(text) : undefined
  const summary = counts instanceof ProfileCounts ? counts.plans.get(text) : undefined
  const examinedPerCall = counters.examined / Math.max(1, counters.calls)
  const because = shape === undefined || summary === undefined ? 'the server keeps no plan of it' : ''
  const table = `${database}.${shape?.collection ?? ''}`
  const plan: PlanFact = {
    how: 'analyzed',
    cost: 0,
    lines: because === '' ? [`${summary}, ${Math.round(examinedPerCall)} documents examined by each call`] : [],
    scans:
      shape === undefined || summary === undefined
        ? []
        : [
            {
              table,
              kind: /COLLSCAN/.test(summary)
                ? 'sequential'
                : /IXSCAN|IDHACK|EXPRESS|COUNT_SCAN|DISTINCT_SCAN/.test(summary)
                  ? 'index'
                  : 'other',
              index: null,
              filter: shape.filter,
              tableRows: tables.find(({ name }) => name === table)?.rows ?? 0,
            },
          ],
    because,
  }
  return {
    plan,
    blocksPerCall: null,
    rowsReadPerCall: because === '' ? Math.round(examinedPerCall) : null,
    missingIndex:
      shape === undefined || because !== ''
        ? null
        : (suspect) => Promise.resolve(missingIndexOf(suspect, shape, table, examinedPerCall, tables)),
  }
}

function cacheSetting(status: Document): DatabaseFact['settings'] {
  const bytes = within(status, 'wiredTiger', 'cache')['maximum bytes configured']
  return bytes === undefined ? [] : [{ name: 'wiredtiger_cache_bytes', value: String(bytes), unit: '', from: 'server' }]
}

function statusOf(commands: MongoCommands): Promise<Document> {
  return commands.run('admin', { serverStatus: 1 })
}

/** Pages that the storage engine was asked for, and those that it had to read. */
function buffersOf(before: Document, after: Document): DatabaseFact['buffers'] {
  const asked = (status: Document): number => countOf(within(status, 'wiredTiger', 'cache')['pages requested from the cache'])
  const read = (status: Document): number => countOf(within(status, 'wiredTiger', 'cache')['pages read into cache'])
  const reads = read(after) - read(before)
  const all = asked(after) - asked(before)
  return all <= 0 ? null : { hits: Math.max(0, all - reads), reads }
}

function isHere(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
