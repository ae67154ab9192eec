import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onPostgres } from '../../../bench/database/case-server.ts'
import { get } from '../../../bench/database/fault.ts'
import { isPlantedFinding, runFault } from '../../../bench/database/run-fault.ts'
import { SERVICE_KIND_FAULTS } from '../../../bench/database/service-kinds.ts'
import { SESSION_FAULTS } from '../../../bench/database/sessions.ts'
import { overPool, STATEMENT_FAULTS } from '../../../bench/database/statements.ts'
import { perfNPlusOne } from '../../../src/controls/perf/n-plus-one.ts'
import { PostgresSession } from '../../../src/gather/database/postgres/connection.ts'
import { gatherPostgres } from '../../../src/gather/database/postgres/gather-postgres.ts'
import { known } from '../../../src/model/facts.ts'
import { decide } from '../../decide.ts'
import { postgresPrograms, run, startPostgres, type TestPostgres } from '../../servers/postgres.ts'
import { startShop } from '../../servers/shop-service.ts'

const REQUIRES_ALL = process.env.ASSAY_TEST_REQUIRE === 'all'
/** One of each kind; the whole corpus is `npm run bench -- database`. */
const CHOSEN = [
  'n+1: a query for the customer of each order',
  'missing index: equality',
  'double index',
  'connection leak: what is taken from the pool is not given back',
  'deadlock: two accounts in the order they are named',
  'account: the service is a superuser',
  'index: the newest of a tenant who owns most rows',
  'index: the beginning of a folded text',
  'over-fetching: all rows are read and filtered by the service',
]

describe.skipIf(postgresPrograms() === null && !REQUIRES_ALL)('a PostgreSQL database behind a service', () => {
  let server: TestPostgres
  beforeAll(async () => {
    server = await startPostgres(['max_connections = 60', 'log_min_duration_statement = 250'])
    await onPostgres(server).prepare()
  }, 120_000)
  afterAll(() => server.stop())

  const faults = [...STATEMENT_FAULTS, ...SESSION_FAULTS, ...SERVICE_KIND_FAULTS].filter(({ name }) => CHOSEN.includes(name))
  it('holds the chosen cases', () => expect(faults).toHaveLength(CHOSEN.length))

  it.each(faults)(
    'finds and lays to its endpoint: $name',
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

  const nPlusOne = STATEMENT_FAULTS[0]

  it('says what it needs where statements are not counted', async () => {
    await server.database('bare', ['CREATE TABLE orders AS SELECT g AS id FROM generate_series(1, 100) g'])
    await run(server.url('bare'), ['DROP EXTENSION pg_stat_statements', 'DROP EXTENSION IF EXISTS hypopg'])
    const url = `postgres://shop@127.0.0.1:${server.port}/bare`
    const service = overPool(url, 3, (query) => ({
      'GET /orders': () => query('SELECT id, pg_sleep(0.05) IS NULL AS done FROM orders WHERE id < 3'),
    }))
    const shop = await startShop(service.handlers)
    try {
      const database = await gatherPostgres({ ...QUIET, url, baseUrl: shop.baseUrl, reads: [get('/orders')] })
      expect(database.statementSource).toBe('samples')
      expect(database.statements.map(({ text }) => text)).toContain('SELECT id, pg_sleep(?) IS NULL AS done FROM orders WHERE id < ?')
      const outcome = decide(perfNPlusOne, 'live', { database: known(database) })
      expect(outcome).toMatchObject({ outcome: 'not-verified', reason: 'no-data' })
      expect(JSON.stringify(outcome)).toContain('CREATE EXTENSION pg_stat_statements')
    } finally {
      await shop.stop()
      await service.stop()
    }
  }, 60_000)

  it('names the right that an account lacks', async () => {
    await run(server.url(), ['CREATE ROLE stranger LOGIN'])
    const database = await gatherPostgres({
      ...QUIET,
      url: `postgres://stranger@127.0.0.1:${server.port}/shop_template`,
      baseUrl: null,
      reads: [],
    })
    expect(database.notTried).toContainEqual({
      what: 'statements and sessions of other accounts',
      reason: 'no-permission',
      because: 'stranger may see only its own; GRANT pg_read_all_stats TO stranger; would help',
    })
  }, 60_000)

  it('writes nothing and takes one statement at a time', async () => {
    const session = await PostgresSession.open({ url: server.url('shop_template') })
    try {
      await expect(session.rows('CREATE TABLE made (a int)')).rejects.toThrow('read-only transaction')
      await expect(session.rows('SELECT 1; SELECT 2')).rejects.toThrow('multiple commands')
      expect(
        await session.row(`SELECT current_setting('application_name') AS name, current_setting('statement_timeout') AS statement_limit`),
      ).toEqual({
        name: 'assay',
        statement_limit: '5s',
      })
    } finally {
      await session.close()
    }
  })

  it('tells nobody the values of statements', async () => {
    if (nPlusOne === undefined) throw new Error('the corpus is empty')
    const { database } = await runFault(nPlusOne, true, onPostgres(server))
    expect(JSON.stringify(database)).not.toContain('example.com')
    expect(database.endpoints.every(({ durationMs }) => durationMs > 0)).toBe(true)
  }, 60_000)

  it('says in one sentence whom it cannot reach', async () => {
    await expect(PostgresSession.open({ url: 'postgres://reader:hidden-word@127.0.0.1:1/shop' })).rejects.toMatchObject({
      code: 'DATABASE_UNREACHABLE',
      message: expect.not.stringContaining('hidden-word'),
    })
  })
})

const QUIET = {
  writes: [],
  isDisposable: false,
  mayLoad: false,
  signal: new AbortController().signal,
  onProgress: () => {},
}
