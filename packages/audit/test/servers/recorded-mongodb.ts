import type { Document, MongoCommands } from '../../src/gather/database/mongodb/commands.ts'
import { mayRun } from '../../src/gather/database/mongodb/commands.ts'

/** Answers in the form that MongoDB's manual shows, changed by what a service is said to have asked. */
export class RecordedMongodb implements MongoCommands {
  /** Entries of system.profile, oldest first. */
  readonly profile: Document[] = []
  /** Calls by `collection event`, as top counts them. */
  readonly top = new Map<string, number>()
  readonly asked: string[] = []
  level = 2
  sessions: readonly Document[] = []
  indexes: Readonly<Record<string, readonly Document[]>> = { orders: [ID], customers: [ID] }
  uses: Readonly<Record<string, number>> = {}
  rows: Readonly<Record<string, number>> = { orders: 40_000, customers: 20_000 }
  users: readonly Document[] = [{ user: 'shop', db: 'shop', roles: [{ role: 'readWrite', db: 'shop' }] }]
  authenticated: readonly Document[] = [{ user: 'reader', db: 'admin' }]
  /** Commands that are answered with "not authorized". */
  denied: ReadonlySet<string> = new Set()
  private clock = Date.parse('2026-11-27T06:00:00.000Z')

  /** What the server profiles and counts when the service asks. */
  service(collection: string, command: Document, more: Document = {}): void {
    const event = command.aggregate === undefined ? 'queries' : 'commands'
    this.top.set(`${collection} ${event}`, (this.top.get(`${collection} ${event}`) ?? 0) + 1)
    this.clock += this.profile.length % 3 === 0 ? 1 : 0
    this.profile.push({
      op: event === 'queries' ? 'query' : 'command',
      ns: `shop.${collection}`,
      command: { ...command, $db: 'shop' },
      keysExamined: 0,
      docsExamined: 1,
      nreturned: 1,
      planSummary: 'IXSCAN { _id: 1 }',
      millis: 1,
      ts: new Date(this.clock),
      client: '127.0.0.1',
      appName: 'shop',
      user: 'shop@shop',
      ...more,
    })
  }

  run(database: string, command: Document): Promise<Document> {
    const [name = ''] = Object.keys(command)
    this.asked.push(name)
    if (!mayRun(command)) return Promise.reject(new Error(`${name} is not read-only`))
    const stage = Array.isArray(command.pipeline) ? Object.keys(command.pipeline[0] as Document)[0] : undefined
    if (this.denied.has(stage ?? name))
      return Promise.reject(Object.assign(new Error(`not authorized on ${database} to execute command ${name}`), { code: 13 }))
    return Promise.resolve(this.answer(name, stage, command))
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  private answer(name: string, stage: string | undefined, command: Document): Document {
    if (stage === '$currentOp') return batch(this.sessions)
    if (stage === '$indexStats') {
      const collection = String(command.aggregate)
      return batch(
        (this.indexes[collection] ?? []).map((index) => ({
          name: index.name,
          key: index.key,
          accesses: { ops: this.uses[`${collection}.${String(index.name)}`] ?? 0, since: new Date('2026-11-01T00:00:00.000Z') },
        })),
      )
    }
    switch (name) {
      case 'buildInfo':
        return { version: '8.0.4', ok: 1 }
      case 'profile':
        return { was: this.level, slowms: 100, sampleRate: 1, ok: 1 }
      case 'connectionStatus':
        return { authInfo: { authenticatedUsers: this.authenticated, authenticatedUserRoles: [] }, ok: 1 }
      case 'usersInfo':
        return { users: this.users, ok: 1 }
      case 'getCmdLineOpts':
        return { argv: ['mongod'], parsed: { net: { port: 27_017 }, security: { authorization: 'enabled' } }, ok: 1 }
      case 'serverStatus':
        return {
          connections: { current: 4, available: 815, totalCreated: 40, active: 1 },
          wiredTiger: {
            cache: { 'pages requested from the cache': 9000, 'pages read into cache': 12, 'maximum bytes configured': 1_073_741_824 },
          },
          ok: 1,
        }
      case 'listCollections':
        return batch([
          ...Object.keys(this.rows).map((each) => ({ name: each, type: 'collection' })),
          { name: 'system.profile', type: 'collection' },
        ])
      case 'collStats':
        return {
          ns: `shop.${String(command.collStats)}`,
          count: this.rows[String(command.collStats)],
          size: 4_000_000,
          storageSize: 2_000_000,
          totalIndexSize: 500_000,
          ok: 1,
        }
      case 'listIndexes':
        return batch(this.indexes[String(command.listIndexes)] ?? [])
      case 'top':
        return { totals: { note: 'all times in microseconds', ...Object.fromEntries([...this.usage()]) }, ok: 1 }
      default:
        return this.found(command)
    }
  }

  private *usage(): Generator<[string, Document]> {
    for (const collection of Object.keys(this.rows)) {
      const of = (event: string): Document => ({
        time: 900 * (this.top.get(`${collection} ${event}`) ?? 0),
        count: this.top.get(`${collection} ${event}`) ?? 0,
      })
      yield [
        `shop.${collection}`,
        {
          total: of('queries'),
          queries: of('queries'),
          commands: of('commands'),
          insert: of('insert'),
          update: of('update'),
          remove: of('remove'),
        },
      ]
    }
  }

  private found({ filter, skip, limit }: Document): Document {
    const from = (filter as { ts?: { $gte: Date } }).ts?.$gte.getTime() ?? 0
    const entries = this.profile.filter(({ ts }) => (ts as Date).getTime() >= from)
    return batch(entries.slice(Number(skip), Number(skip) + Number(limit)))
  }
}

const ID: Document = { v: 2, key: { _id: 1 }, name: '_id_' }

function batch(documents: readonly Document[]): Document {
  return { cursor: { firstBatch: documents, id: 0, ns: 'shop.$cmd' }, ok: 1 }
}
