import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Pool } from 'pg'
import { type Fault, get, write } from './fault.ts'
import { overPool } from './statements.ts'

const one = async (client: Client | Pool, id: unknown) => (await client.query('SELECT * FROM orders WHERE id = $1', [id])).rows

const leaks: readonly Fault[] = [
  {
    name: 'connection leak: a connection for each request that is never closed',
    control: 'db.pool',
    place: 'GET /orders/{id}',
    reads: [get('/orders/{id}', '/orders/7')],
    service: (isPlanted, { url }) => {
      const clients: Client[] = []
      const pool = new Pool({ connectionString: url, max: 5 })
      return {
        handlers: {
          'GET /orders/{}': async ({ ids }) => {
            if (!isPlanted) return one(pool, ids[0])
            const client = new Client({ connectionString: url })
            clients.push(client)
            await client.connect()
            return one(client, ids[0])
          },
        },
        stop: async () => {
          await Promise.all(clients.map((client) => client.end()))
          await pool.end()
        },
      }
    },
  },
  {
    name: 'connection leak: what is taken from the pool is not given back',
    control: 'db.pool',
    place: 'GET /orders/{id}',
    reads: [get('/products'), get('/orders/{id}', '/orders/7')],
    service: (isPlanted, { url }) => {
      const pool = new Pool({ connectionString: url, max: 8 })
      const held: { release: () => void }[] = []
      let isStopping = false
      return {
        handlers: {
          'GET /products': async () => {
            const client = await pool.connect()
            const { rows } = await client.query('SELECT * FROM products WHERE id < 10')
            client.release()
            return rows
          },
          'GET /orders/{}': async ({ ids }) => {
            const client = await pool.connect()
            client.on('error', () => {})
            const { rows } = await client.query('SELECT * FROM orders WHERE id = $1', [ids[0]])
            if (isPlanted && !isStopping) held.push(client)
            else client.release()
            return rows
          },
        },
        stop: async () => {
          isStopping = true
          for (const client of held) client.release()
          await sleep(50)
          await pool.end()
        },
      }
    },
  },
  {
    name: 'connection leak: only where the thing is not found',
    control: 'db.pool',
    place: 'GET /orders/{id}',
    reads: [get('/orders/{id}', '/orders/7')],
    service: (isPlanted, { url }) => {
      const pool = new Pool({ connectionString: url, max: 20 })
      const held: { release: () => void }[] = []
      return {
        handlers: {
          'GET /orders/{}': async ({ ids }) => {
            const client = await pool.connect()
            const { rows } = await client.query('SELECT * FROM orders WHERE id = $1', [ids[0]])
            if (rows.length === 0 && isPlanted) {
              held.push(client)
              return null
            }
            client.release()
            return rows.length === 0 ? null : rows
          },
        },
        stop: async () => {
          for (const client of held) client.release()
          await sleep(20)
          await pool.end()
        },
      }
    },
  },
  {
    name: 'a connection for each request',
    control: 'db.pool',
    place: 'GET /orders/{id}',
    reads: [get('/orders/{id}', '/orders/7')],
    service: (isPlanted, { url }) => {
      const pool = new Pool({ connectionString: url, max: 5 })
      return {
        handlers: {
          'GET /orders/{}': async ({ ids }) => {
            if (!isPlanted) return one(pool, ids[0])
            const client = new Client({ connectionString: url })
            await client.connect()
            try {
              return await one(client, ids[0])
            } finally {
              await client.end()
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
    name: 'idle in transaction: no commit',
    control: 'db.pool',
    place: 'GET /cart',
    reads: [get('/cart')],
    service: (isPlanted, { url }) => {
      const client = new Client({ connectionString: url })
      const connected = client.connect()
      return {
        handlers: {
          'GET /cart': async () => {
            await connected
            await client.query('BEGIN')
            const { rows } = await client.query('SELECT * FROM orders WHERE customer_id = 8')
            if (!isPlanted) await client.query('COMMIT')
            return rows
          },
        },
        stop: () => client.end(),
      }
    },
  },
  {
    name: 'idle in transaction: something slow while it is open',
    control: 'db.pool',
    place: 'GET /quote',
    reads: [get('/quote')],
    service: (isPlanted, { url }) =>
      overPool(url, 10, (_query, pool) => ({
        'GET /quote': async () => {
          if (!isPlanted) await sleep(300)
          const client = await pool.connect()
          try {
            await client.query('BEGIN')
            const { rows } = await client.query('SELECT * FROM products WHERE id = 9')
            if (isPlanted) await sleep(350)
            await client.query('COMMIT')
            return rows
          } finally {
            client.release()
          }
        },
      })),
  },
  {
    name: 'lock chain: a job holds rows that requests change',
    control: 'db.query-latency',
    place: 'GET /hits',
    reads: [get('/hits')],
    service: async (isPlanted, { url }) => {
      const job = new Client({ connectionString: url, application_name: 'nightly job' })
      await job.connect()
      const pool = new Pool({ connectionString: url, max: 10 })
      let isStopped = false
      const work = async (): Promise<void> => {
        while (!isStopped) {
          await job.query('BEGIN')
          await job.query('UPDATE accounts SET balance = balance WHERE id = 1')
          if (isPlanted) await sleep(900)
          await job.query('COMMIT')
          await sleep(isPlanted ? 10 : 100)
        }
      }
      const working = work()
      return {
        handlers: {
          'GET /hits': async () => (await pool.query('UPDATE accounts SET balance = balance + 1 WHERE id = 1 RETURNING balance')).rows,
        },
        stop: async () => {
          isStopped = true
          await working
          await job.end()
          await pool.end()
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
    overPool(url, isPlanted ? size : 12, (query) => ({
      'GET /quote': () => query('SELECT price, pg_sleep(0.02) IS NULL AS done FROM products WHERE id = $1', [5]),
      'GET /products': () => query('SELECT * FROM products WHERE id < $1', [20]),
    })),
})

const pools: readonly Fault[] = [
  poolOf('pool too small: one connection', 1),
  poolOf('pool too small: three connections', 3),
  {
    name: 'pool larger than what the server has',
    control: 'db.pool',
    place: 'max_connections',
    mayLoad: true,
    reads: [get('/quote')],
    service: (isPlanted, { url }) =>
      overPool(url, isPlanted ? 100 : 12, (query) => ({
        'GET /quote': () => query('SELECT price, pg_sleep(0.03) IS NULL AS done FROM products WHERE id = $1', [5]),
      })),
  },
]

const transfer = (isOrdered: boolean) => (url: string) =>
  overPool(url, 10, (_query, pool) => ({
    'POST /transfers': async ({ body }) => {
      const accounts = [Number(body.from), Number(body.to)]
      if (isOrdered) accounts.sort((a, b) => a - b)
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        for (const id of accounts) {
          await client.query('UPDATE accounts SET balance = balance - 1 WHERE id = $1', [id])
          await sleep(3)
        }
        await client.query('COMMIT')
        return { done: true }
      } catch (error) {
        await client.query('ROLLBACK')
        throw error
      } finally {
        client.release()
      }
    },
    'GET /accounts/{}': async ({ ids }) => (await pool.query('SELECT * FROM accounts WHERE id = $1', [ids[0]])).rows,
  }))

/** Two writers that take an order and an account, in the same order or in opposite ones. */
const twoWriters = (isPlanted: boolean) => (url: string) =>
  overPool(url, 10, (_query, pool) => {
    const both = async (statements: readonly string[]): Promise<unknown> => {
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        for (const statement of statements) {
          await client.query(statement)
          await sleep(3)
        }
        await client.query('COMMIT')
        return { done: true }
      } catch (error) {
        await client.query('ROLLBACK')
        throw error
      } finally {
        client.release()
      }
    }
    const steps = ['UPDATE orders SET total = total + 1 WHERE id = 3', 'UPDATE accounts SET balance = balance - 1 WHERE id = 3']
    return {
      'POST /orders/{}/pay': () => both(steps),
      'POST /accounts/{}/refund': () => both(isPlanted ? steps.toReversed() : steps),
      'GET /accounts/{}': async ({ ids }) => (await pool.query('SELECT * FROM accounts WHERE id = $1', [ids[0]])).rows,
    }
  })

const harm: readonly Fault[] = [
  {
    name: 'deadlock: two accounts in the order they are named',
    control: 'db.integrity',
    place: 'POST /transfers',
    isDisposable: true,
    schema: () => [`ALTER ROLE shop SET statement_timeout = '4s'`],
    reads: [get('/accounts/{id}', '/accounts/5')],
    writes: [write('POST', '/transfers', '/transfers', { from: 1, to: 1, amount: 1 })],
    service: (isPlanted, { url }) => transfer(!isPlanted)(url),
  },
  {
    name: 'deadlock: two endpoints in opposite order',
    control: 'db.integrity',
    place: 'POST /',
    isDisposable: true,
    schema: () => [`ALTER ROLE shop SET statement_timeout = '4s'`],
    reads: [get('/accounts/{id}', '/accounts/5')],
    writes: [write('POST', '/orders/{id}/pay', '/orders/3/pay', {}), write('POST', '/accounts/{id}/refund', '/accounts/3/refund', {})],
    service: (isPlanted, { url }) => twoWriters(isPlanted)(url),
  },
  {
    name: 'no limit of a statement: set nowhere, or in the session',
    control: 'db.pool',
    place: 'GET /accounts/{id}',
    isDisposable: true,
    schema: () => ['ALTER ROLE shop RESET statement_timeout'],
    reads: [get('/accounts/{id}', '/accounts/5')],
    service: (isPlanted, { url }) => {
      const pool = new Pool({ connectionString: url, max: 5, ...(isPlanted ? {} : { statement_timeout: 1500 }) })
      return { handlers: { 'GET /accounts/{}': async ({ ids }) => one2(pool, ids[0]) }, stop: () => pool.end() }
    },
  },
  {
    name: 'no limit of a statement: set nowhere, or for the account',
    control: 'db.pool',
    place: 'GET /accounts/{id}',
    isDisposable: true,
    schema: (isPlanted) => [isPlanted ? 'ALTER ROLE shop RESET statement_timeout' : `ALTER ROLE shop SET statement_timeout = '1500ms'`],
    reads: [get('/accounts/{id}', '/accounts/5')],
    service: (_isPlanted, { url }) => {
      const pool = new Pool({ connectionString: url, max: 5 })
      return { handlers: { 'GET /accounts/{}': async ({ ids }) => one2(pool, ids[0]) }, stop: () => pool.end() }
    },
  },
]

const one2 = async (pool: Pool, id: unknown) => (await pool.query('SELECT * FROM accounts WHERE id = $1', [id])).rows

const setting = (name: string, control: string, place: string, assignment: string, more: Partial<Fault> = {}): Fault => ({
  name,
  control,
  place,
  server: (isPlanted) => ({
    before: isPlanted ? [`ALTER SYSTEM SET ${assignment}`, 'SELECT pg_reload_conf()', 'SELECT pg_sleep(1)'] : [],
    after: [`ALTER SYSTEM RESET ${assignment.split(' ')[0]}`, 'SELECT pg_reload_conf()', 'SELECT pg_sleep(1)'],
  }),
  reads: [get('/products')],
  service: (_isPlanted, { url }) =>
    overPool(url, 10, (query) => ({ 'GET /products': () => query('SELECT * FROM products WHERE id < $1', [20]) })),
  ...more,
})

const settings: readonly Fault[] = [
  setting('setting: autovacuum is off', 'db.query-latency', 'autovacuum', 'autovacuum = off'),
  setting('setting: fsync is off', 'db.integrity', 'fsync', 'fsync = off'),
  setting('setting: memory of all sorts together', 'db.query-latency', 'memory', `work_mem = '2GB'`),
  setting('setting: slow queries are not logged', 'db.slow-query-log', 'slow query log', 'log_min_duration_statement = -1'),
  setting('setting: autovacuum is off for a table', 'db.query-latency', 'table public.orders', 'log_lock_waits = on', {
    schema: (isPlanted) => (isPlanted ? ['ALTER TABLE orders SET (autovacuum_enabled = off)'] : []),
  }),
  setting('account: the service is a superuser', 'db.least-privilege', 'account root_user', 'log_lock_waits = on', {
    asSuperuser: (isPlanted) => isPlanted,
  }),
]

export const SESSION_FAULTS: readonly Fault[] = [...leaks, ...transactions, ...pools, ...harm, ...settings]
