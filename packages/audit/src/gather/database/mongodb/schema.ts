import type { DatabaseRole, DatabaseSetting, IndexFact, TableFact } from '../../../model/facts/database.ts'
import { coverOf } from '../index-cover.ts'
import { batchOf, countOf, type Document, isDocument, type MongoCommands, within } from './commands.ts'

const MAX_COLLECTIONS = 200

/** Names of the collections that hold documents. */
export async function collectionsOf(commands: MongoCommands, database: string): Promise<readonly string[]> {
  const found = batchOf(await commands.run(database, { listCollections: 1, nameOnly: true, cursor: { batchSize: 1000 } }))
  return found
    .filter(({ name, type }) => type !== 'view' && !String(name).startsWith('system.'))
    .map(({ name }) => String(name))
    .slice(0, MAX_COLLECTIONS)
}

export async function tablesOf(commands: MongoCommands, database: string, collections: readonly string[]): Promise<readonly TableFact[]> {
  const tables: TableFact[] = []
  for (const name of collections) {
    const stats = await commands.run(database, { collStats: name })
    tables.push({
      name: `${database}.${name}`,
      rows: countOf(stats.count),
      bytes: countOf(stats.storageSize) + countOf(stats.totalIndexSize),
      heapBytes: countOf(stats.size),
      deadRows: 0,
      sequentialScans: 0,
      sequentialRowsRead: 0,
      indexScans: 0,
      changes: 0,
      lastVacuum: null,
      hasPrimaryKey: true,
      autovacuumOff: false,
      foreignKeysWithoutIndex: [],
    })
  }
  return tables
}

export interface IndexUses {
  readonly indexes: readonly IndexFact[]
  /** Since when all of their uses are counted; null when they are not. */
  readonly since: string | null
}

/** Indexes with their uses, each with the one that does its work when there is one. */
export async function indexesOf(commands: MongoCommands, database: string, collections: readonly string[]): Promise<IndexUses> {
  const all: ReturnType<typeof indexOf>[] = []
  const dates: Date[] = []
  for (const collection of collections) {
    const uses = await usesOf(commands, database, collection)
    for (const index of batchOf(await commands.run(database, { listIndexes: collection, cursor: { batchSize: 1000 } }))) {
      const use = uses.find(({ name }) => name === index.name)
      const since = within(use ?? {}, 'accesses').since
      if (since instanceof Date) dates.push(since)
      all.push(indexOf(collection, index, countOf(within(use ?? {}, 'accesses').ops)))
    }
  }
  const compared = all.map((index) => ({ ...index, columns: index.parts }))
  const youngest = dates.length < all.length ? undefined : dates.toSorted((a, b) => b.getTime() - a.getTime())[0]
  return {
    since: youngest?.toISOString() ?? null,
    indexes: all.map(({ parts: _parts, rest: _rest, ...index }, at) => {
      const own = compared[at]
      return { ...index, table: `${database}.${index.table}`, coveredBy: own === undefined ? null : coverOf(own, compared) }
    }),
  }
}

async function usesOf(commands: MongoCommands, database: string, collection: string): Promise<readonly Document[]> {
  try {
    return batchOf(await commands.run(database, { aggregate: collection, pipeline: [{ $indexStats: {} }], cursor: { batchSize: 1000 } }))
  } catch {
    return []
  }
}

function indexOf(collection: string, index: Document, scans: number) {
  const keys = Object.entries(isDocument(index.key) ? index.key : {})
  const { partialFilterExpression, sparse, collation, expireAfterSeconds, hidden, wildcardProjection } = index
  const isUnique = index.unique === true
  return {
    name: `${collection}.${String(index.name)}`,
    table: collection,
    columns: keys.map(([field]) => field),
    parts: keys.map(([field, direction]) => `${field} ${String(direction)}`),
    /** Indexes that leave documents out, order otherwise, or end their life do more, or less, than find them. */
    rest: JSON.stringify([
      partialFilterExpression ?? null,
      sparse === true,
      collation ?? null,
      expireAfterSeconds ?? null,
      hidden === true,
      wildcardProjection ?? null,
    ]),
    isUnique,
    isConstraint: index.name === '_id_' || expireAfterSeconds !== undefined,
    isValid: true,
    bytes: 0,
    scans,
    definition: `${isUnique ? 'unique ' : ''}index ${String(index.name)} on ${collection} { ${keys.map(([field, direction]) => `${field}: ${String(direction)}`).join(', ')} }`,
  }
}

/** Roles that may do everything, or give themselves the right to. */
const SUPER = new Set(['root', '__system'])
const GIVING = new Set(['userAdminAnyDatabase', 'userAdmin', 'dbOwner'])

/** What accounts of these names may do, as far as this account may see it. */
export async function rolesOf(commands: MongoCommands, names: readonly string[]): Promise<readonly DatabaseRole[]> {
  const answer = await commands.run('admin', { usersInfo: { forAllDBs: true } })
  const users = Array.isArray(answer.users) ? answer.users.filter(isDocument) : []
  return names.flatMap((name) => {
    const own = users.filter(({ user }) => user === name)
    if (own.length === 0) return []
    const roles = own.flatMap((each) => (Array.isArray(each.roles) ? each.roles.filter(isDocument) : []))
    const has = (wanted: ReadonlySet<string>, isAdmin: boolean): boolean =>
      roles.some(({ role, db }) => wanted.has(String(role)) && (!isAdmin || db === 'admin'))
    return [
      {
        name,
        isSuperuser: has(SUPER, true),
        mayBypassRowSecurity: false,
        mayCreateRoles: has(GIVING, true),
        mayCreateDatabases: has(new Set(['readWriteAnyDatabase', 'dbAdminAnyDatabase']), true),
      },
    ]
  })
}

/** What the server was started with and how it profiles. */
export async function settingsOf(commands: MongoCommands, database: string): Promise<readonly DatabaseSetting[]> {
  const server = (name: string, value: unknown): DatabaseSetting[] =>
    value === undefined ? [] : [{ name, value: String(value), unit: '', from: 'server' }]
  const { was, slowms } = await commands.run(database, { profile: -1 })
  let parsed: Document = {}
  try {
    parsed = within(await commands.run('admin', { getCmdLineOpts: 1 }), 'parsed')
  } catch {
    // Without the right to see it, what it was started with stays unknown.
  }
  return [
    ...server('access_control', (await isOpen(commands)) ? 'off' : 'on'),
    ...server('authorization', within(parsed, 'security').authorization),
    ...server('profile', was),
    ...server('slowms', slowms),
    ...server('tls', within(parsed, 'net', 'tls').mode),
  ]
}

/** Whether somebody without a name may read who the accounts are: then nothing keeps anybody from anything. */
async function isOpen(commands: MongoCommands): Promise<boolean> {
  const { authenticatedUsers } = within(await commands.run('admin', { connectionStatus: 1 }), 'authInfo')
  if (!Array.isArray(authenticatedUsers) || authenticatedUsers.length > 0) return false
  try {
    await commands.run('admin', { usersInfo: { forAllDBs: true } })
    return true
  } catch {
    return false
  }
}
