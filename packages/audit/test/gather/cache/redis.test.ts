import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CACHE_FAULTS } from '../../../bench/database/caches.ts'
import { onPostgres } from '../../../bench/database/case-server.ts'
import { isPlantedFinding, runFault } from '../../../bench/database/run-fault.ts'
import { SERVICE_KIND_FAULTS } from '../../../bench/database/service-kinds.ts'
import { CacheConnection } from '../../../src/gather/cache/connection.ts'
import { gatherCache } from '../../../src/gather/cache/gather-cache.ts'
import { postgresPrograms, startPostgres, type TestPostgres } from '../../servers/postgres.ts'
import { redisProgram, startRedis } from '../../servers/redis.ts'

const REQUIRES_ALL = process.env.ASSAY_TEST_REQUIRE === 'all'
const hasServers = postgresPrograms() !== null && redisProgram() !== null
const CHOSEN = [
  'stampede: each request computes a new key',
  'stale: a write leaves the cache as it is',
  'no TTL: cached values that live for ever',
  'policy evicts jobs',
  'queue: finished jobs that nobody removes',
  'queue: jobs that nobody takes',
  'n+1: keys of the cache one by one',
  'stampede: each request computes a thing that nobody asked for',
  'stale: the write drops a key of another name',
  'shared answer: the key names a city in place of the customer',
  'no TTL: a key for each thing that is asked for',
  'a list that each write makes longer',
]
/** What a look at a cache server may have sent; the first are said by the client library when it connects. */
const READING = [
  'hello',
  'client|setname',
  'client|setinfo',
  'select',
  'info',
  'ping',
  'config|get',
  'scan',
  'type',
  'pttl',
  'memory|usage',
  'dbsize',
  'slowlog|get',
  'hlen',
  'llen',
  'zcard',
]

describe.skipIf(!hasServers && !REQUIRES_ALL)('a cache behind a service', () => {
  let server: TestPostgres
  beforeAll(async () => {
    server = await startPostgres(['max_connections = 60', 'log_min_duration_statement = 250'])
    await onPostgres(server).prepare()
  }, 120_000)
  afterAll(() => server.stop())

  const faults = [...CACHE_FAULTS, ...SERVICE_KIND_FAULTS].filter(({ name }) => CHOSEN.includes(name))
  it('holds the chosen cases', () => expect(faults).toHaveLength(CHOSEN.length))

  it.each(faults)(
    'finds: $name',
    async (fault) => {
      const { found } = await runFault(fault, true, onPostgres(server))
      expect(
        found.filter((each) => isPlantedFinding(fault, each)),
        JSON.stringify(found),
      ).not.toEqual([])
      expect(found.filter((each) => !isPlantedFinding(fault, each))).toEqual([])
    },
    60_000,
  )

  it.each(faults)(
    'is silent where it is done right: $name',
    async (fault) => {
      expect((await runFault(fault, false, onPostgres(server))).found).toEqual([])
    },
    60_000,
  )

  it('sends nothing that changes a key', async () => {
    const redis = await startRedis([['maxmemory', '64mb']])
    try {
      const client = redis.client()
      await client.set('order:1', 'a')
      await client.rpush('bull:mail:wait', ...Array.from({ length: 200 }, (_, index) => `job ${index} ${'x'.repeat(400)}`))
      await client.call('CONFIG', 'RESETSTAT')
      const { cacheStore } = await gatherCache({ ...ALONE, cacheUrl: redis.url })
      const stats = String(await client.call('INFO', 'commandstats'))
      const sent = [...stats.matchAll(/cmdstat_([^:]+):/g)].map(([, name = '']) => name)
      expect(sent.filter((name) => !READING.includes(name) && name !== 'config|resetstat')).toEqual([])
      expect(cacheStore).toMatchObject({ state: 'known', value: { keys: 2, asksForPassword: false, engine: 'redis' } })
    } finally {
      await redis.stop()
    }
  }, 60_000)

  it('refuses to send what is no reading command', async () => {
    const redis = await startRedis()
    const connection = await CacheConnection.open(redis.url)
    try {
      await expect(connection.read('del', 'order:1')).rejects.toThrow('no reading command')
      await expect(connection.readAll([['flushall']])).rejects.toThrow('no reading command')
    } finally {
      connection.close()
      await redis.stop()
    }
  }, 60_000)

  it('says in one sentence whom it cannot reach', async () => {
    await expect(CacheConnection.open('redis://:hidden-word@127.0.0.1:1/0')).rejects.toMatchObject({
      code: 'CACHE_UNREACHABLE',
      message: expect.not.stringContaining('hidden-word'),
    })
  })
})

const ALONE = {
  databaseUrl: null,
  database: null,
  baseUrl: null,
  reads: [],
  writes: [],
  mayLoad: false,
  mayWrite: false,
  signal: new AbortController().signal,
  onProgress: () => {},
}
