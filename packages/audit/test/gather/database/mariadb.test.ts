import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onMariadb } from '../../../bench/database/case-server.ts'
import { get } from '../../../bench/database/fault.ts'
import { MARIADB_SESSION_FAULTS } from '../../../bench/database/mariadb-sessions.ts'
import { MARIADB_STATEMENT_FAULTS, overMysql } from '../../../bench/database/mariadb-statements.ts'
import { isPlantedFinding, judged, runFault } from '../../../bench/database/run-fault.ts'
import { dbLeastPrivilege } from '../../../src/controls/db/least-privilege.ts'
import { perfNPlusOne } from '../../../src/controls/perf/n-plus-one.ts'
import { MysqlSession } from '../../../src/gather/database/mysql/connection.ts'
import { gatherMysql } from '../../../src/gather/database/mysql/gather-mysql.ts'
import { known } from '../../../src/model/facts.ts'
import { decide } from '../../decide.ts'
import { mariadbProgram, runMysql, startMariadb, type TestMariadb } from '../../servers/mariadb.ts'
import { startShop } from '../../servers/shop-service.ts'

const REQUIRES_ALL = process.env.ASSAY_TEST_REQUIRE === 'all'
/** One of each kind; the whole corpus is `npm run bench -- database MariaDB`. */
const CHOSEN = [
  'MariaDB, n+1: a query for the customer of each order',
  'MariaDB, n+1: a prepared statement for each order',
  'MariaDB, missing index: equality',
  'MariaDB, missing index: of a prepared statement',
  'MariaDB, missing index: column of a join',
  'MariaDB, double index',
  'MariaDB, idle in transaction: no commit',
  'MariaDB, deadlock: two accounts in the order they are named',
  'MariaDB, account: the service is a superuser',
]
const QUIET = {
  writes: [],
  isDisposable: false,
  mayLoad: false,
  signal: new AbortController().signal,
  onProgress: () => {},
}

describe.skipIf(mariadbProgram() === null && !REQUIRES_ALL)('a MariaDB database behind a service', () => {
  let server: TestMariadb
  beforeAll(async () => {
    server = await startMariadb(['--max-connections=60', '--slow-query-log=ON'])
    await onMariadb(server).prepare()
  }, 120_000)
  afterAll(() => server.stop())

  const faults = [...MARIADB_STATEMENT_FAULTS, ...MARIADB_SESSION_FAULTS].filter(({ name }) => CHOSEN.includes(name))
  it('holds the chosen cases', () => expect(faults).toHaveLength(CHOSEN.length))

  it.each(faults)(
    'finds and lays to its endpoint: $name',
    async (fault) => {
      const { found, database } = await runFault(fault, true, onMariadb(server))
      expect(
        found.filter((each) => isPlantedFinding(fault, each)),
        JSON.stringify(found),
      ).not.toEqual([])
      expect(found.filter((each) => !isPlantedFinding(fault, each))).toEqual([])
      expect(JSON.stringify(database)).not.toMatch(/example\.com|Rome/)
    },
    60_000,
  )

  it.each(faults)(
    'is silent where it is done right: $name',
    async (fault) => {
      expect((await runFault(fault, false, onMariadb(server))).found).toEqual([])
    },
    60_000,
  )

  it('names the rights that an account lacks', async () => {
    await runMysql(server.url(), ['CREATE USER stranger', 'CREATE DATABASE bare', 'GRANT SELECT ON bare.* TO stranger'])
    const url = `mysql://stranger@127.0.0.1:${server.port}/bare`
    const { notTried, statementSource } = await gatherMysql({ ...QUIET, url, baseUrl: null, reads: [] })
    expect(statementSource).toBe('table-deltas')
    expect(notTried).toContainEqual({
      what: 'sessions of other accounts, transactions and locks',
      reason: 'no-permission',
      because: "stranger@% may see only its own sessions; GRANT PROCESS ON *.* TO 'stranger'@'%'; would help",
    })
    expect(notTried).toContainEqual({
      what: 'counts of statements by text',
      reason: 'no-permission',
      because: expect.stringContaining("GRANT SELECT ON performance_schema.* TO 'stranger'@'%';"),
    })
  }, 60_000)

  it('says that the rights of another account may not be seen', async () => {
    await onMariadb(server).make('unseen', [])
    await runMysql(server.url(), [
      'CREATE USER narrow',
      'GRANT SELECT ON unseen.* TO narrow',
      'GRANT PROCESS ON *.* TO narrow',
      'GRANT SELECT ON performance_schema.* TO narrow',
    ])
    const service = overMysql(`mysql://shop@127.0.0.1:${server.port}/unseen`, 2, (query) => ({
      'GET /products': () => query('SELECT * FROM products WHERE id < 9'),
    }))
    const shop = await startShop(service.handlers)
    try {
      const url = `mysql://narrow@127.0.0.1:${server.port}/unseen`
      const database = await gatherMysql({ ...QUIET, url, baseUrl: shop.baseUrl, reads: [get('/products')] })
      expect(decide(dbLeastPrivilege, 'live', { database: known(database) })).toEqual({
        outcome: 'not-verified',
        reason: 'no-permission',
        because: "narrow@% may not see the rights of shop; GRANT SELECT ON mysql.* TO 'narrow'@'%'; would help",
      })
    } finally {
      await shop.stop()
      await service.stop()
    }
  }, 60_000)

  it('takes nobody else who is connected for the account of the service', async () => {
    await onMariadb(server).make('visited', [])
    const service = overMysql(`mysql://shop@127.0.0.1:${server.port}/visited`, 2, (query) => ({
      'GET /products': () => query('SELECT * FROM products WHERE id < 9'),
    }))
    const administrator = await MysqlSession.open({ url: server.url('visited'), inDatabase: true })
    const shop = await startShop(service.handlers)
    try {
      await sleep(600) // an administrator's session rests for longer than a request takes
      const url = `mysql://reader:reading@127.0.0.1:${server.port}/visited`
      const { roles } = await gatherMysql({ ...QUIET, url, baseUrl: shop.baseUrl, reads: [get('/products')] })
      expect(roles.map(({ name }) => name)).toEqual(['shop'])
    } finally {
      await administrator.close()
      await shop.stop()
      await service.stop()
    }
  }, 60_000)

  it('writes nothing and takes one statement at a time', async () => {
    await runMysql(server.url(), ['CREATE DATABASE kept'])
    const session = await MysqlSession.open({ url: server.url('kept'), inDatabase: true })
    try {
      await expect(session.rows('CREATE TABLE made (a int)')).rejects.toThrow('READ ONLY transaction')
      await expect(session.rows('SELECT 1; SELECT 2')).rejects.toThrow('syntax')
      expect(await session.row('SELECT @@max_statement_time AS seconds')).toEqual({ seconds: 5 })
    } finally {
      await session.close()
    }
  })

  it('says in one sentence whom it cannot reach', async () => {
    await expect(MysqlSession.open({ url: 'mysql://reader:hidden-word@127.0.0.1:1/shop' })).rejects.toMatchObject({
      code: 'DATABASE_UNREACHABLE',
      message: expect.not.stringContaining('hidden-word'),
    })
  })
})

describe.skipIf(mariadbProgram() === null && !REQUIRES_ALL)('a MariaDB server as it comes', () => {
  let server: TestMariadb
  beforeAll(async () => {
    server = await startMariadb(['--performance-schema=OFF'])
    await onMariadb(server).prepare()
    await onMariadb(server).make('shop', [])
  }, 120_000)
  afterAll(() => server.stop())

  const ordersOf = (isPlanted: boolean) => (url: string) =>
    overMysql(url, 5, (query) => ({
      'GET /orders': async ({ query: asked }) => {
        const orders = await query('SELECT * FROM orders ORDER BY id LIMIT ?', [Number(asked.get('limit') ?? 10)])
        if (isPlanted)
          return Promise.all(
            orders.map(async (order) => ({ ...order, lines: await query('SELECT * FROM items WHERE order_id = ?', [Number(order.id)]) })),
          )
        return orders
      },
    }))

  it.each([
    [true, 'fail'],
    [false, 'pass'],
  ] as const)(
    'sees calls grow by the counters of the server: %s',
    async (isPlanted, outcome) => {
      const service = ordersOf(isPlanted)(`mysql://shop@127.0.0.1:${server.port}/shop`)
      const shop = await startShop(service.handlers)
      try {
        const database = await gatherMysql({
          ...QUIET,
          url: `mysql://reader:reading@127.0.0.1:${server.port}/shop`,
          baseUrl: shop.baseUrl,
          reads: [get('/orders', '/orders', ['limit'])],
        })
        expect(database.statementSource).toBe('table-deltas')
        expect(decide(perfNPlusOne, 'live', { database: known(database) }).outcome).toBe(outcome)
        expect(database.endpoints[0]?.databaseMs).toBeNull()
        expect(database.notTried.map(({ because }) => because).join(' ')).toContain('performance_schema=ON')
        expect(judged({ database: known(database), now: known(new Date().toISOString()) }).map(({ control }) => control)).toEqual(
          isPlanted ? expect.arrayContaining(['perf.n-plus-one', 'db.slow-query-log']) : ['db.slow-query-log'],
        )
      } finally {
        await shop.stop()
        await service.stop()
      }
    },
    60_000,
  )
})
