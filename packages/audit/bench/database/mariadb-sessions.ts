import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, createConnection, createPool } from 'mysql2/promise'
import { type Fault, get, write } from './fault.ts'
import { overMysql } from './mariadb-statements.ts'

const leaks: readonly Fault[] = [
  {
    name: 'MariaDB, connection leak: what is taken from the pool is not given back',
    control: 'db.pool',
    place: 'GET /orders/{id}',
    reads: [get('/products'), get('/orders/{id}', '/orders/7')],
    service: (isPlanted, { url }) => {
      const pool = createPool({ uri: url, connectionLimit: 8 })
      const held: { release: () => void }[] = []
      let isStopping = false
      return {
        handlers: {
          'GET /products': async () => (await pool.query('SELECT * FROM products WHERE id < 10'))[0],
          'GET /orders/{}': async ({ ids }) => {
            const connection = await pool.getConnection()
            const [rows] = await connection.query('SELECT * FROM orders WHERE id = ?', [ids[0]])
            if (isPlanted && !isStopping) held.push(connection)
            else connection.release()
            return rows
          },
        },
        stop: async () => {
          isStopping = true
          for (const connection of held) connection.release()
          await sleep(50)
          await pool.end()
        },
      }
    },
  },
  {
    name: 'MariaDB, a connection for each request',
    control: 'db.pool',
    place: 'GET /orders/{id}',
    reads: [get('/orders/{id}', '/orders/7')],
    service: (isPlanted, { url }) => {
      const pool = createPool({ uri: url, connectionLimit: 5 })
      return {
        handlers: {
          'GET /orders/{}': async ({ ids }) => {
            const one = 'SELECT * FROM orders WHERE id = ?'
            if (!isPlanted) return (await pool.query(one, [ids[0]]))[0]
            const connection = await createConnection(url)
            try {
              return (await connection.query(one, [ids[0]]))[0]
            } finally {
              await connection.end()
            }
          },
        },
        stop: () => pool.end(),
      }
    },
  },
]

const transactions: readonly Fault[] = [
  {
    name: 'MariaDB, idle in transaction: no commit',
    control: 'db.pool',
    place: 'GET /cart',
    reads: [get('/cart')],
    service: async (isPlanted, { url }) => {
      const connection = await createConnection(url)
      return {
        handlers: {
          'GET /cart': async () => {
            await connection.query('START TRANSACTION')
            const [rows] = await connection.query('SELECT * FROM orders WHERE customer_id = 8')
            if (!isPlanted) await connection.query('COMMIT')
            return rows
          },
        },
        stop: () => connection.end(),
      }
    },
  },
  {
    name: 'MariaDB, idle in transaction: something slow while it is open',
    control: 'db.pool',
    place: 'GET /quote',
    reads: [get('/quote')],
    service: (isPlanted, { url }) =>
      overMysql(url, 10, (_query, _execute, pool) => ({
        'GET /quote': async () => {
          if (!isPlanted) await sleep(400)
          const connection = await pool.getConnection()
          try {
            await connection.beginTransaction()
            const [rows] = await connection.query('SELECT * FROM products WHERE id = 9')
            if (isPlanted) await sleep(450)
            await connection.commit()
            return rows
          } finally {
            connection.release()
          }
        },
      })),
  },
  {
    name: 'MariaDB, lock chain: a job holds rows that requests change',
    control: 'db.query-latency',
    place: 'GET /hits',
    reads: [get('/hits')],
    service: async (isPlanted, { url }) => {
      const job = await createConnection(url)
      let isStopped = false
      const work = async (): Promise<void> => {
        while (!isStopped) {
          await job.beginTransaction()
          await job.query('UPDATE accounts SET balance = balance + 1 WHERE id = 1')
          if (isPlanted) await sleep(900)
          await job.commit()
          await sleep(isPlanted ? 10 : 100)
        }
      }
      const working = work()
      const service = overMysql(url, 10, (query) => ({
        'GET /hits': async () => {
          await query('UPDATE accounts SET balance = balance + 1 WHERE id = 1')
          return { done: true }
        },
      }))
      return {
        handlers: service.handlers,
        stop: async () => {
          isStopped = true
          await working
          await job.end()
          await service.stop()
        },
      }
    },
  },
]

const poolOf = (name: string, size: number): Fault => ({
  name,
  control: 'db.pool',
  place: 'GET /quote',
  mayLoad: true,
  reads: [get('/quote'), get('/products')],
  service: (isPlanted, { url }) =>
    overMysql(url, isPlanted ? size : 12, (query) => ({
      'GET /quote': () => query('SELECT price, SLEEP(0.02) AS done FROM products WHERE id = ?', [5]),
      'GET /products': () => query('SELECT * FROM products WHERE id < ?', [20]),
    })),
})

const pools: readonly Fault[] = [
  poolOf('MariaDB, pool too small: two connections', 2),
  {
    name: 'MariaDB, pool larger than what the server has',
    control: 'db.pool',
    place: 'max_connections',
    mayLoad: true,
    reads: [get('/quote')],
    service: (isPlanted, { url }) =>
      overMysql(url, isPlanted ? 100 : 12, (query) => ({
        'GET /quote': () => query('SELECT price, SLEEP(0.03) AS done FROM products WHERE id = ?', [5]),
      })),
  },
]

const harm: readonly Fault[] = [
  {
    name: 'MariaDB, deadlock: two accounts in the order they are named',
    control: 'db.integrity',
    place: 'POST /transfers',
    isDisposable: true,
    server: () => ({ before: ['SET GLOBAL max_statement_time = 4'], after: ['SET GLOBAL max_statement_time = 0'] }),
    reads: [get('/accounts/{id}', '/accounts/5')],
    writes: [write('POST', '/transfers', '/transfers', { from: 1, to: 1, amount: 1 })],
    service: (isPlanted, { url }) =>
      overMysql(url, 10, (query, _execute, pool) => ({
        'POST /transfers': async ({ body }) => {
          const accounts = [Number(body.from), Number(body.to)]
          if (!isPlanted) accounts.sort((a, b) => a - b)
          const connection = await pool.getConnection()
          try {
            await connection.beginTransaction()
            for (const id of accounts) {
              await connection.query('UPDATE accounts SET balance = balance - 1 WHERE id = ?', [id])
              await sleep(3)
            }
            await connection.commit()
            return { done: true }
          } catch (error) {
            await connection.rollback()
            throw error
          } finally {
            connection.release()
          }
        },
        'GET /accounts/{}': ({ ids }) => query('SELECT * FROM accounts WHERE id = ?', [ids[0] ?? '']),
      })),
  },
  {
    name: 'MariaDB, no limit of a statement: set nowhere, or in the session',
    control: 'db.pool',
    place: 'GET /accounts/{id}',
    isDisposable: true,
    reads: [get('/accounts/{id}', '/accounts/5')],
    service: (isPlanted, { url }) => {
      const pool = createPool({ uri: url, connectionLimit: 5 })
      const limited = async (): Promise<Connection & { release: () => void }> => {
        const connection = await pool.getConnection()
        if (!isPlanted) await connection.query('SET SESSION max_statement_time = 1.5')
        return connection
      }
      return {
        handlers: {
          'GET /accounts/{}': async ({ ids }) => {
            const connection = await limited()
            try {
              return (await connection.query('SELECT * FROM accounts WHERE id = ?', [ids[0]]))[0]
            } finally {
              connection.release()
            }
          },
        },
        stop: () => pool.end(),
      }
    },
  },
]

const setting = (name: string, control: string, place: string, before: string, after: string, more: Partial<Fault> = {}): Fault => ({
  name: `MariaDB, ${name}`,
  control,
  place,
  server: (isPlanted) => ({ before: isPlanted ? [before] : [], after: [after] }),
  reads: [get('/products')],
  service: (_isPlanted, { url }) =>
    overMysql(url, 10, (query) => ({ 'GET /products': () => query('SELECT * FROM products WHERE id < ?', [20]) })),
  ...more,
})
const NOTHING = 'DO 0'

const settings: readonly Fault[] = [
  setting(
    'setting: slow queries are not logged',
    'db.slow-query-log',
    'slow query log',
    'SET GLOBAL slow_query_log = OFF',
    'SET GLOBAL slow_query_log = ON',
  ),
  setting(
    'setting: values are cut to fit',
    'db.integrity',
    'sql_mode',
    "SET GLOBAL sql_mode = 'NO_ENGINE_SUBSTITUTION'",
    'SET GLOBAL sql_mode = DEFAULT',
  ),
  setting(
    'setting: memory of all sorts together',
    'db.query-latency',
    'memory',
    'SET GLOBAL sort_buffer_size = 2147483648',
    'SET GLOBAL sort_buffer_size = DEFAULT',
  ),
  setting('table without transactions', 'db.integrity', 'tables without transactions', NOTHING, NOTHING, {
    schema: (isPlanted) => [
      `CREATE TABLE notes (id int PRIMARY KEY) ENGINE = ${isPlanted ? 'MyISAM' : 'InnoDB'} AS SELECT seq AS id FROM seq_1_to_100`,
    ],
  }),
  setting('account: the service is a superuser', 'db.least-privilege', 'account root', NOTHING, NOTHING, {
    asSuperuser: (isPlanted) => isPlanted,
  }),
]

export const MARIADB_SESSION_FAULTS: readonly Fault[] = [...leaks, ...transactions, ...pools, ...harm, ...settings]
