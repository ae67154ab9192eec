import { describe, expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import type { CacheBehaviourFact, CacheStoreFact, EndpointCaching } from '../../src/model/facts/cache.ts'
import type { CrowdFact, DatabaseFact, EndpointQueries, IndexFact } from '../../src/model/facts/database.ts'
import { known, unknown } from '../../src/model/facts.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { decide } from '../decide.ts'

const controlOf = (id: string) => {
  const control = CONTROLS.find((each) => each.id === id)
  if (control === undefined) throw new Error(`there is no control ${id}`)
  return control
}

const ENDPOINT: EndpointQueries = {
  endpoint: 'GET /orders',
  method: 'GET',
  path: '/orders',
  requests: 13,
  failures: {},
  statements: [{ statement: 'q1', callsPerRequest: 1, calls: [1, 1, 1, 1], rowsPerCall: 20, meanMs: 1, medianMs: 1, maxMs: 2 }],
  databaseMs: { samples: 4, p50: 1, p95: 2, max: 2 },
  latencyMs: { samples: 4, p50: 3, p95: 4, max: 4 },
  growth: null,
  transactionsPerRequest: null,
  connectionsOpenedPerRequest: 0,
  connectionsKept: null,
  idleInTransactionMs: { during: 0, after: 0 },
  repeated: null,
  durationMs: 900,
}

const DATABASE: DatabaseFact = {
  engine: 'postgresql',
  version: '15.1',
  address: '127.0.0.1:5432/shop',
  isDisposable: false,
  statementSource: 'statistics',
  notTried: [],
  statements: [
    {
      id: 'q1',
      text: 'SELECT * FROM orders LIMIT $1',
      kind: 'select',
      role: 'shop',
      tables: ['public.orders'],
      calls: 13,
      meanMs: 1,
      maxMs: 2,
      rowsPerCall: 20,
      blocksPerCall: 3,
      rowsReadPerCall: 20,
      plan: {
        how: 'generic',
        cost: 1,
        lines: ['Seq Scan on orders'],
        scans: [{ table: 'public.orders', kind: 'sequential', index: null, filter: '', tableRows: 40_000 }],
        because: '',
      },
    },
  ],
  endpoints: [ENDPOINT],
  tables: [
    {
      name: 'public.orders',
      rows: 40_000,
      bytes: 9e6,
      heapBytes: 5e6,
      deadRows: 0,
      sequentialScans: 5,
      sequentialRowsRead: 100,
      indexScans: 100,
      changes: 40_000,
      lastVacuum: '2026-05-31T00:00:00.000Z',
      hasPrimaryKey: true,
      autovacuumOff: false,
      foreignKeysWithoutIndex: [],
    },
  ],
  indexes: [],
  missingIndexes: [],
  settings: [{ name: 'log_min_duration_statement', value: '250', unit: 'ms', from: 'server' }],
  roles: [{ name: 'shop', isSuperuser: false, mayBypassRowSecurity: false, mayCreateRoles: false, mayCreateDatabases: false }],
  connections: { limit: 100, reserved: 3, atStart: 1, atEnd: 5, mostSeen: 5, idleInTransaction: [] },
  pool: null,
  lockWaits: [],
  deadlocks: null,
  statementLimit: null,
  buffers: { hits: 100, reads: 0 },
  statisticsSince: '2026-01-01T00:00:00.000Z',
  machine: null,
  sizeBytes: 1e7,
}

const index = (change: Partial<IndexFact>): IndexFact => ({
  name: 'public.orders_note',
  table: 'public.orders',
  columns: ['note'],
  isUnique: false,
  isConstraint: false,
  isValid: true,
  bytes: 1e6,
  scans: 0,
  definition: 'CREATE INDEX orders_note ON public.orders USING btree (note)',
  coveredBy: null,
  ...change,
})
const endpoint = (change: Partial<EndpointQueries>): Partial<DatabaseFact> => ({ endpoints: [{ ...ENDPOINT, ...change }] })
const growth = (points: readonly (readonly [number, number])[], slope: number): Partial<DatabaseFact> =>
  endpoint({
    growth: {
      by: 'query limit',
      statements: [{ statement: 'q1', slope, points: points.map(([items, calls]) => ({ size: items, items, calls })) }],
    },
  })

const referring = (key: { readonly deletes: number; readonly acts: boolean }): Partial<DatabaseFact> => ({
  tables: DATABASE.tables.map((table) => ({ ...table, searchedOnDelete: [{ columns: 'customer_id', parent: 'customers', ...key }] })),
})
const sent = (rowsPerCall: number, answer: EndpointQueries['answer']): Partial<DatabaseFact> =>
  endpoint({ answer: answer ?? null, statements: ENDPOINT.statements.map((each) => ({ ...each, rowsPerCall })) })
const stalled = (heldUpMs: number, quietMs: number): Partial<DatabaseFact> => ({
  stalls: [
    { endpoint: 'GET /plan', method: 'GET', path: '/plan', other: 'GET /orders', ownMs: 120, outsideMs: 118, heldUpMs, quietMs, rounds: 4 },
  ],
})
const crowded = (change: Partial<CrowdFact>): Partial<DatabaseFact> => ({
  crowds: [
    {
      endpoint: 'GET /orders/{id}',
      method: 'GET',
      path: '/orders/{id}',
      other: 'GET /orders',
      concurrent: 24,
      tookMs: 1000,
      open: 10,
      busyMean: 1,
      mostWaiting: 0,
      waitShare: 0,
      heldShare: 0,
      otherMs: 3,
      otherQuietMs: 3,
      withoutDatabaseMs: 2,
      ...change,
    },
  ],
})

describe('controls of the database', () => {
  it.each<[string, string, Partial<DatabaseFact>, Outcome['outcome']]>([
    [
      'calls grow with the items',
      'perf.n-plus-one',
      growth(
        [
          [1, 1],
          [8, 8],
        ],
        1,
      ),
      'fail',
    ],
    [
      'calls are the same',
      'perf.n-plus-one',
      growth(
        [
          [1, 1],
          [8, 1],
        ],
        0,
      ),
      'pass',
    ],
    [
      'batches of ten',
      'perf.n-plus-one',
      growth(
        [
          [1, 1],
          [20, 2],
        ],
        0.1,
      ),
      'pass',
    ],
    ['four calls for four rows may be chance', 'perf.n-plus-one', growth([[4, 4]], 1), 'not-verified'],
    ['twelve calls for twelve rows', 'perf.n-plus-one', growth([[12, 12]], 1), 'fail'],
    ['nothing asked', 'perf.n-plus-one', endpoint({ statements: [] }), 'not-verified'],
    ['no index missing', 'db.indexes', {}, 'pass'],
    ['no use in half a year', 'db.indexes', { indexes: [index({})] }, 'fail'],
    ['no use in three days', 'db.indexes', { indexes: [index({})], statisticsSince: '2026-05-29T00:00:00.000Z' }, 'pass'],
    ['unique and never read', 'db.indexes', { indexes: [index({ isUnique: true })] }, 'pass'],
    ['the same twice', 'db.indexes', { indexes: [index({ scans: 9, coveredBy: { index: 'public.other', isSame: true } })] }, 'fail'],
    [
      'slow at the median',
      'db.query-latency',
      endpoint({
        statements: [{ statement: 'q1', callsPerRequest: 1, calls: [1, 1, 1], rowsPerCall: 1, meanMs: 90, medianMs: 90, maxMs: 99 }],
      }),
      'fail',
    ],
    [
      'slow once, then cached',
      'db.query-latency',
      endpoint({
        statements: [{ statement: 'q1', callsPerRequest: 1, calls: [1, 0, 0], rowsPerCall: 1, meanMs: 90, medianMs: 90, maxMs: 99 }],
      }),
      'pass',
    ],
    ['a connection stays for each request', 'db.pool', endpoint({ connectionsKept: { perRequest: 1, state: 'idle' } }), 'fail'],
    ['a transaction stays open', 'db.pool', endpoint({ idleInTransactionMs: { during: 0, after: 900 } }), 'fail'],
    ['a transaction is open for a moment', 'db.pool', endpoint({ idleInTransactionMs: { during: 60, after: 0 } }), 'pass'],
    ['nobody set writers against each other', 'db.integrity', {}, 'not-verified'],
    [
      'a superuser',
      'db.least-privilege',
      { roles: [{ name: 'root', isSuperuser: true, mayBypassRowSecurity: true, mayCreateRoles: true, mayCreateDatabases: true }] },
      'fail',
    ],
    ['an ordinary account', 'db.least-privilege', {}, 'pass'],
    ['slow queries are logged', 'db.slow-query-log', {}, 'pass'],
    [
      'slow queries are not logged',
      'db.slow-query-log',
      { settings: [{ name: 'log_min_duration_statement', value: '-1', unit: 'ms', from: 'server' }] },
      'fail',
    ],
    [
      'for the account they are',
      'db.slow-query-log',
      {
        settings: [
          { name: 'log_min_duration_statement', value: '-1', unit: 'ms', from: 'server' },
          { name: 'log_min_duration_statement', value: '250', unit: 'ms', from: 'role shop' },
        ],
      },
      'pass',
    ],
    ['a key that cascades is searched on each delete', 'db.indexes', referring({ deletes: 0, acts: true }), 'fail'],
    ['thousands of rows, given out at once', 'perf.endpoint-outliers', sent(20_000, { items: 20_000, bytes: 9e6 }), 'fail'],
    ['thousands of rows, thrown away by the service', 'perf.endpoint-outliers', sent(20_000, { items: 20, bytes: 3000 }), 'fail'],
    ['thousands of rows, a page of them', 'perf.endpoint-outliers', sent(50, { items: 50, bytes: 9000 }), 'not-verified'],
    ['thousands of rows, made into some hundreds', 'perf.endpoint-outliers', sent(20_000, { items: 400, bytes: 90_000 }), 'not-verified'],
    ['another endpoint waits as long as it works', 'perf.blocking-io', stalled(110, 3), 'fail'],
    ['another endpoint waits for a moment', 'perf.blocking-io', stalled(20, 3), 'not-verified'],
    ['another endpoint waits now and then anyway', 'perf.blocking-io', stalled(110, 60), 'not-verified'],
    ['a read takes turns for a row', 'perf.throughput', crowded({ waitShare: 0.8, heldShare: 0.8, mostWaiting: 11 }), 'fail'],
    [
      'a write takes turns for a row',
      'perf.throughput',
      crowded({ method: 'POST', waitShare: 0.8, heldShare: 0.8, mostWaiting: 11 }),
      'not-verified',
    ],
    ['a counter in one statement', 'perf.throughput', crowded({ waitShare: 0.8, heldShare: 0.1, mostWaiting: 11 }), 'not-verified'],
    ['connections that rest while others wait for one', 'db.pool', crowded({ otherMs: 900, withoutDatabaseMs: 9 }), 'fail'],
    ['everybody waits, with or without a connection', 'db.pool', crowded({ otherMs: 900, withoutDatabaseMs: 880 }), 'pass'],
    ['connections that work while others wait', 'db.pool', crowded({ otherMs: 900, withoutDatabaseMs: 9, busyMean: 9 }), 'pass'],
  ])('%s: %s', (_name, id, change, outcome) => {
    expect(decide(controlOf(id), 'live', { database: known({ ...DATABASE, ...change }) }).outcome).toBe(outcome)
  })

  it.each(['perf.n-plus-one', 'db.indexes', 'db.query-latency', 'db.pool', 'db.integrity', 'db.least-privilege'])(
    '%s passes the reason on',
    (id) => {
      expect(decide(controlOf(id), 'live', { database: unknown('no-permission', 'GRANT pg_read_all_stats TO x') })).toEqual({
        outcome: 'not-verified',
        reason: 'no-permission',
        because: 'GRANT pg_read_all_stats TO x',
      })
    },
  )
})

const CACHING: EndpointCaching = {
  endpoint: 'GET /products',
  method: 'GET',
  path: '/products',
  requests: 7,
  cachedBy: 'store',
  hits: 6,
  misses: 0,
  writes: 0,
  patterns: [],
  firstMs: 20,
  repeatedMs: { samples: 6, p50: 2, p95: 3, max: 3 },
  databaseCalls: { first: 1, repeated: 0 },
}
const behaviour = (change: Partial<CacheBehaviourFact>): CacheBehaviourFact => ({
  endpoints: [CACHING],
  stampedes: [],
  invalidations: [],
  notTried: [],
  ...change,
})
const stampede = (executions: number, statementMs: number | null = null): Partial<CacheBehaviourFact> => ({
  stampedes: [
    {
      endpoint: 'GET /products',
      method: 'GET',
      path: '/products',
      how: 'new-key',
      concurrent: 24,
      executions,
      single: 1,
      statement: 'SELECT ?',
      statementMs,
    },
  ],
})
const stale = (staleMs: number, declaredMaxAgeSeconds: number | null = null): Partial<CacheBehaviourFact> => ({
  invalidations: [
    {
      read: 'GET /products/{id}',
      write: 'PUT /products/{id}',
      method: 'GET',
      path: '/products/{id}',
      staleMs,
      becameFresh: true,
      declaredMaxAgeSeconds,
      ttlSeconds: 60,
    },
  ],
})

describe('controls of the cache', () => {
  it.each<[string, string, Partial<CacheBehaviourFact>, Outcome['outcome']]>([
    ['hits', 'cache.effectiveness', {}, 'pass'],
    ['never hits what it wrote', 'cache.effectiveness', { endpoints: [{ ...CACHING, hits: 0, misses: 6, writes: 6 }] }, 'fail'],
    ['misses and writes nothing: a question', 'cache.effectiveness', { endpoints: [{ ...CACHING, hits: 6, misses: 6 }] }, 'pass'],
    [
      'every endpoint writes who was there, and some miss',
      'cache.effectiveness',
      { endpoints: [1, 2, 3].map((number) => ({ ...CACHING, endpoint: `GET /${number}`, misses: 6, writes: 6 })) },
      'pass',
    ],
    ['each for itself, and a row found by its key', 'cache.stampede', stampede(23, 0.1), 'partial'],
    ['one for all', 'cache.stampede', stampede(1), 'pass'],
    ['each for itself', 'cache.stampede', stampede(23), 'fail'],
    ['one for each of four processes', 'cache.stampede', stampede(4), 'partial'],
    ['nothing is cached', 'cache.stampede', {}, 'not-verified'],
    ['fresh at once', 'cache.invalidation', stale(20), 'pass'],
    ['old for a while', 'cache.invalidation', stale(5900), 'fail'],
    ['old as long as it says', 'cache.invalidation', stale(5900, 60), 'pass'],
  ])('%s: %s', (_name, id, change, outcome) => {
    // The first check of invalidation is about members and profiles.
    const check = id === 'cache.invalidation' ? 1 : 0
    expect(decide(controlOf(id), 'live', { cacheBehaviour: known(behaviour(change)) }, check).outcome).toBe(outcome)
  })

  const store = (
    policy: string,
    purpose: CacheStoreFact['patterns'][number]['purpose'],
    withoutTtl: number,
    limitBytes = 1e8,
  ): CacheStoreFact => ({
    engine: 'redis',
    version: '7.0',
    address: '127.0.0.1:6379/0',
    notTried: [],
    asksForPassword: false,
    memory: { usedBytes: 1e6, limitBytes, policy, fragmentation: 1 },
    settings: { bind: '127.0.0.1' },
    evictedKeys: 0,
    expiredKeys: 0,
    keys: 60,
    keysLookedAt: 60,
    patterns: [
      {
        pattern: 'thing:*',
        type: 'string',
        keys: 60,
        withoutTtl,
        shortestTtlSeconds: 1,
        longestTtlSeconds: 60,
        bytes: 100,
        largestBytes: 10,
        purpose,
        madeByDrive: 0,
      },
    ],
    bigKeys: [],
    slowCommands: [],
    window: { hits: 5, misses: 1, keysCommands: 0 },
    usedMemoryBefore: 1e6,
    usedMemoryAfter: 1e6,
  })
  it.each<[string, string, CacheStoreFact, Outcome['outcome']]>([
    ['values that expire', 'cache.bounds', store('allkeys-lru', 'cache', 0), 'pass'],
    ['values that stay, and nothing evicts them', 'cache.bounds', store('volatile-lru', 'cache', 60), 'fail'],
    ['values that stay until they are evicted', 'cache.bounds', store('allkeys-lru', 'cache', 60), 'pass'],
    ['data of their own, not a cache', 'cache.bounds', store('noeviction', 'unknown', 60), 'pass'],
    ['no limit', 'cache.bounds', store('noeviction', 'cache', 0, 0), 'fail'],
    ['jobs that may be evicted', 'redis.hardening', store('allkeys-lru', 'queue', 60), 'fail'],
    ['jobs that may not', 'redis.hardening', store('volatile-lru', 'queue', 60), 'pass'],
    [
      'open to everybody',
      'redis.hardening',
      { ...store('volatile-lru', 'cache', 0), settings: { bind: '* -::*', 'protected-mode': 'no' } },
      'fail',
    ],
  ])('%s: %s', (_name, id, cacheStore, outcome) => {
    expect(decide(controlOf(id), 'live', { cacheStore: known(cacheStore) }).outcome).toBe(outcome)
  })
})
