import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { get } from '../../../bench/database/fault.ts'
import { judged } from '../../../bench/database/run-fault.ts'
import { databaseOf, hostsOf, mayRun } from '../../../src/gather/database/mongodb/commands.ts'
import { gatherMongodb, lookInto } from '../../../src/gather/database/mongodb/gather-mongodb.ts'
import { shapeOf } from '../../../src/gather/database/mongodb/shapes.ts'
import { known } from '../../../src/model/facts.ts'
import { RecordedMongodb } from '../../servers/recorded-mongodb.ts'
import { type ShopHandler, startShop } from '../../servers/shop-service.ts'

const LIVE = process.env.ASSAY_TEST_MONGODB_URL
const TARGET = {
  url: 'mongodb://reader:word@127.0.0.1:27017/shop?authSource=admin',
  baseUrl: null as string | null,
  reads: [get('/orders', '/orders', ['limit'])],
  writes: [],
  isDisposable: false,
  mayLoad: false,
  signal: new AbortController().signal,
  onProgress: () => {},
}
const NOW = '2026-11-27T07:00:00.000Z'

async function driven(mongo: RecordedMongodb, orders: ShopHandler) {
  const shop = await startShop({ 'GET /orders': orders })
  try {
    const database = await lookInto({ ...TARGET, baseUrl: shop.baseUrl }, mongo)
    return { database, found: judged({ database: known(database), now: known(NOW) }).map(({ control, place }) => `${control}: ${place}`) }
  } finally {
    await shop.stop()
  }
}

const list =
  (mongo: RecordedMongodb, isPlanted: boolean): ShopHandler =>
  ({ query }) => {
    const limit = Number(query.get('limit') ?? 10)
    mongo.service('orders', { find: 'orders', filter: {}, sort: { _id: 1 }, limit }, { nreturned: limit })
    const orders = Array.from({ length: limit }, (_, id) => ({ id }))
    if (isPlanted) for (const { id } of orders) mongo.service('customers', { find: 'customers', filter: { _id: id }, limit: 1 })
    else mongo.service('customers', { find: 'customers', filter: { _id: { $in: orders.map(({ id }) => id) } } }, { nreturned: limit })
    return Promise.resolve(orders)
  }

const search =
  (mongo: RecordedMongodb, command: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}): ShopHandler =>
  () => {
    mongo.service('orders', command, { planSummary: 'COLLSCAN', docsExamined: 40_000, nreturned: 3, millis: 22, ...more })
    return Promise.resolve([{ id: 1 }])
  }

describe('a MongoDB server by answers in the form of its manual', () => {
  it.each([
    [2, true, ['perf.n-plus-one: GET /orders']],
    [2, false, []],
    [0, true, ['perf.n-plus-one: GET /orders']],
    [0, false, []],
  ] as const)('profile level %s, a find for each order: %s', async (level, isPlanted, found) => {
    const mongo = new RecordedMongodb()
    mongo.level = level
    const run = await driven(mongo, list(mongo, isPlanted))
    expect(run.found).toEqual(found)
    expect(run.database.statementSource).toBe(level === 2 ? 'statistics' : 'table-deltas')
  })

  it.each([
    ['equality', { find: 'orders', filter: { status: 'open', total: 350 } }, {}, ['status', 'total']],
    [
      'equality, order, range',
      { find: 'orders', filter: { status: 'open', at: { $gt: 5 } }, sort: { total: -1 } },
      {},
      ['status', 'total', 'at'],
    ],
    ['order of a page', { find: 'orders', filter: {}, sort: { total: -1 }, limit: 20 }, {}, ['total']],
    ['aggregate', { aggregate: 'orders', pipeline: [{ $match: { customerId: 7 } }, { $project: { total: 1 } }] }, {}, ['customerId']],
    [
      'served by an index',
      { find: 'orders', filter: { status: 'open' } },
      { planSummary: 'IXSCAN { status: 1 }', docsExamined: 3, millis: 1 },
      null,
    ],
    ['most documents wanted', { find: 'orders', filter: { status: 'paid' } }, { nreturned: 39_000 }, null],
    ['counted', { count: 'orders', query: { status: 'open' } }, { op: 'command', nreturned: 0 }, null],
    ['a pattern', { find: 'orders', filter: { note: { $regex: 'x' } } }, {}, null],
    ['alternatives', { find: 'orders', filter: { $or: [{ a: 1 }, { b: 2 }] } }, {}, null],
  ])('an index for %s', async (_name, command, more, columns) => {
    const mongo = new RecordedMongodb()
    const { database } = await driven(mongo, search(mongo, command, more))
    expect(database.missingIndexes.map((missing) => missing.columns)).toEqual(columns === null ? [] : [columns])
    expect(JSON.stringify(database)).not.toMatch(/open|350/)
  })

  it.each([
    [
      'the same keys',
      [
        { key: { status: 1 }, name: 'a' },
        { key: { status: 1 }, name: 'b' },
      ],
      ['db.indexes: database index orders.b'],
    ],
    [
      'the beginning of another',
      [
        { key: { status: 1 }, name: 'a' },
        { key: { status: 1, total: 1 }, name: 'b' },
      ],
      ['db.indexes: database index orders.a'],
    ],
    [
      'another direction',
      [
        { key: { status: 1 }, name: 'a' },
        { key: { status: -1, total: 1 }, name: 'b' },
      ],
      [],
    ],
    [
      'documents left out',
      [
        { key: { status: 1 }, name: 'a' },
        { key: { status: 1, total: 1 }, name: 'b', sparse: true },
      ],
      [],
    ],
    [
      'an end of life',
      [
        { key: { at: 1 }, name: 'a', expireAfterSeconds: 60 },
        { key: { at: 1, total: 1 }, name: 'b' },
      ],
      [],
    ],
  ])('double indexes: %s', async (_name, more, found) => {
    const mongo = new RecordedMongodb()
    mongo.indexes = { orders: [{ key: { _id: 1 }, name: '_id_' }, ...more], customers: [] }
    mongo.uses = { 'orders.a': 5, 'orders.b': 5 }
    const database = await lookInto(TARGET, mongo)
    expect(judged({ database: known(database), now: known(NOW) }).map(({ control, place }) => `${control}: ${place}`)).toEqual(found)
  })

  it('tells connections that stay and transactions that nobody ends', async () => {
    const mongo = new RecordedMongodb()
    const sessions: Readonly<Record<string, unknown>>[] = []
    mongo.sessions = sessions
    const run = await driven(mongo, ({ query }) => {
      sessions.push({
        type: 'op',
        desc: 'conn',
        client: '127.0.0.1:5',
        connectionId: sessions.length + 10,
        appName: 'shop',
        active: false,
        effectiveUsers: [{ user: 'shop', db: 'shop' }],
      })
      mongo.service('orders', { find: 'orders', filter: {}, limit: 5 })
      return Promise.resolve([{ id: query.get('limit') }])
    })
    expect(run.found).toContain('db.pool: GET /orders')
    const forgotten = new RecordedMongodb()
    forgotten.sessions = [
      {
        type: 'idleSession',
        desc: 'inactive transaction',
        appName: 'shop',
        active: false,
        lsid: { id: 'a' },
        effectiveUsers: [{ user: 'shop', db: 'shop' }],
        transaction: { timeOpenMicros: 90_000_000, timeInactiveMicros: 88_000_000 },
      },
    ]
    const { found } = await driven(forgotten, list(forgotten, false))
    expect(found).toEqual(['db.pool: database idle in transaction'])
  })

  it.each([
    ['$currentOp', 'sessions of clients', "role: 'clusterMonitor'"],
    ['find', 'counts of statements by shape', "role: 'clusterMonitor'"],
    ['usersInfo', 'rights of the account of the service', 'viewUser'],
  ])('names what would help where %s is not allowed', async (command, what, help) => {
    const mongo = new RecordedMongodb()
    mongo.denied = new Set([command])
    const { database } = await driven(mongo, list(mongo, false))
    expect(database.notTried).toContainEqual({ what, reason: 'no-permission', because: expect.stringContaining(help) })
  })

  it('finds a server that lets everybody in, and an account that may do everything', async () => {
    const open = new RecordedMongodb()
    open.authenticated = []
    expect((await driven(open, list(open, false))).found).toEqual(['db.hardening: database access control'])
    const root = new RecordedMongodb()
    root.users = [{ user: 'shop', db: 'admin', roles: [{ role: 'root', db: 'admin' }] }]
    expect((await driven(root, list(root, false))).found).toEqual(['db.least-privilege: database account shop'])
  })

  it('asks only what changes nothing', async () => {
    const mongo = new RecordedMongodb()
    await driven(mongo, list(mongo, false))
    expect(mongo.asked.length).toBeGreaterThan(20)
    for (const command of [
      { find: 'orders' },
      { insert: 'orders' },
      { profile: 2 },
      { aggregate: 'orders', pipeline: [{ $match: {} }] },
      { aggregate: 'orders', pipeline: [{ $indexStats: {} }, { $out: 'copy' }] },
      { drop: 'orders' },
      { setParameter: 1 },
    ])
      expect(mayRun(command), JSON.stringify(command)).toBe(false)
  })
})

it.each([
  [
    {
      op: 'query',
      ns: 'shop.orders',
      command: { find: 'orders', filter: { 'items.sku': 'A1', total: { $gte: 5, $lt: 9 } }, sort: { at: -1 }, limit: 9 },
    },
    'find orders { items.sku: ?, total: { $gte: ?, $lt: ? } } sort { at: desc } limit ?',
  ],
  [
    { op: 'query', ns: 'shop.orders', command: { find: 'orders', filter: { $or: [{ a: 1 }, { a: 2 }, { b: 'x' }] } } },
    'find orders { $or: [{ a: ? }, { b: ? }] }',
  ],
  [{ op: 'update', ns: 'shop.orders', command: { q: { _id: 4 }, u: { $set: { a: 'secret' } } } }, 'update orders { _id: ? }'],
  [{ op: 'remove', ns: 'shop.orders', command: { q: { a: { $ne: 4 } }, limit: 1 } }, 'delete orders { a: { $ne: ? } }'],
  [
    { op: 'command', ns: 'shop.orders', command: { aggregate: 'orders', pipeline: [{ $match: { a: 1 } }, { $group: { _id: '$b' } }] } },
    'aggregate orders [$match, $group] { a: ? }',
  ],
  [{ op: 'command', ns: 'shop.$cmd', command: { hello: 1 } }, null],
])('the shape of an operation keeps names and no values', (entry, text) => {
  expect(shapeOf(entry)?.text ?? null).toBe(text)
})

it.each([
  ['mongodb://reader:w@127.0.0.1:27017/shop', 'shop', ['127.0.0.1']],
  ['mongodb://a.example:27017,b.example:27018/shop?replicaSet=rs', 'shop', ['a.example', 'b.example']],
  ['mongodb+srv://reader:w%40x@cluster.example/shop', 'shop', ['cluster.example']],
  ['mongodb://127.0.0.1', '', ['127.0.0.1']],
])('reads the address %s', (url, database, hosts) => {
  expect([databaseOf(url), hostsOf(url)]).toEqual([database, hosts])
})

if (LIVE === undefined)
  it('has met no real server, which the documents say (ASSAY_TEST_MONGODB_URL names one)', () => {
    const text = readFileSync(new URL('../../../../../docs/database.md', import.meta.url), 'utf8')
    expect(text.replaceAll(/\s+/g, ' ')).toContain('unproven on a live server')
  })
else
  it('looks into a real server', async () => {
    const database = await gatherMongodb({ ...TARGET, url: LIVE })
    expect(database).toMatchObject({ engine: 'mongodb', version: expect.stringMatching(/^\d+\.\d+/) })
    expect(database.indexes.every(({ name }) => name.length > 0)).toBe(true)
  }, 60_000)
