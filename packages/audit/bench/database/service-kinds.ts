import { pbkdf2, pbkdf2Sync } from 'node:crypto'
import { promisify } from 'node:util'
import { Pool } from 'pg'
import { overCache, SOUND, through } from './caches.ts'
import { type Fault, get, write } from './fault.ts'
import { overPool } from './statements.ts'

/** Kinds of faults that came up in services written by somebody who had not read the checks. */

const ACTIVITY = [
  'CREATE TABLE activity (id int PRIMARY KEY, tenant_id int NOT NULL, verb text NOT NULL, created_at timestamptz NOT NULL)',
  `INSERT INTO activity SELECT g, CASE WHEN g % 5 < 3 THEN 1 ELSE g % 80 + 2 END, 'verb ' || repeat('x', 60), now() - (g * 7919 % 90000) * interval '1 minute' FROM generate_series(1, 90000) g`,
]

const indexes: readonly Fault[] = [
  {
    name: 'index: the newest of a tenant who owns most rows',
    control: 'db.indexes',
    place: 'GET /activity',
    schema: (isPlanted) => [...ACTIVITY, `CREATE INDEX activity_tenant ON activity (tenant_id${isPlanted ? '' : ', created_at'})`],
    reads: [get('/activity')],
    service: (_isPlanted, { url }) =>
      overPool(url, 10, (query) => ({
        'GET /activity': () =>
          query('SELECT id, verb, created_at FROM activity WHERE tenant_id = $1 ORDER BY created_at DESC LIMIT 20', [1]),
      })),
  },
  {
    name: 'index: what refers to rows that are deleted with it',
    control: 'db.indexes',
    place: 'table public.attachments',
    schema: (isPlanted) => [
      'CREATE TABLE attachments (id int PRIMARY KEY, order_id int NOT NULL REFERENCES orders ON DELETE CASCADE, name text NOT NULL)',
      `INSERT INTO attachments SELECT g, g % 40000 + 1, 'file ' || g FROM generate_series(1, 30000) g`,
      ...(isPlanted ? [] : ['CREATE INDEX attachments_order ON attachments (order_id)']),
    ],
    reads: [get('/orders/{id}', '/orders/9')],
    service: (_isPlanted, { url }) =>
      overPool(url, 10, (query) => ({ 'GET /orders/{}': ({ ids }) => query('SELECT * FROM orders WHERE id = $1', [ids[0]]) })),
  },
  {
    name: 'index: a few open orders, sorted in two directions',
    control: 'db.indexes',
    place: 'GET /orders',
    schema: (isPlanted) => (isPlanted ? [] : ['CREATE INDEX orders_open ON orders (status, total DESC, created_at)']),
    reads: [get('/orders')],
    service: (_isPlanted, { url }) =>
      overPool(url, 10, (query) => ({
        'GET /orders': () => query('SELECT id, total FROM orders WHERE status = $1 ORDER BY total DESC, created_at LIMIT 20', ['open']),
      })),
  },
  {
    name: 'index: the beginning of a folded text',
    control: 'db.indexes',
    place: 'GET /customers',
    schema: (isPlanted) => [
      `INSERT INTO customers SELECT g, 'name ' || g, 'User' || g || '@example.com', 'city ' || g % 400 FROM generate_series(20001, 110000) g`,
      ...(isPlanted ? [] : ['CREATE INDEX customers_upper ON customers (upper(email) text_pattern_ops)']),
    ],
    reads: [get('/customers')],
    service: (_isPlanted, { url }) =>
      overPool(url, 10, (query) => ({
        'GET /customers': () =>
          query(`SELECT id, name FROM customers WHERE upper(email) LIKE upper($1) || '%' ORDER BY name LIMIT 20`, ['user777@']),
      })),
  },
  {
    name: 'over-fetching: all rows are read and filtered by the service',
    control: 'perf.endpoint-outliers',
    place: 'GET /orders',
    also: ['db.query-latency'],
    reads: [get('/orders')],
    service: (isPlanted, { url }) =>
      overPool(url, 10, (query) => ({
        'GET /orders': async () => {
          if (!isPlanted) return query('SELECT * FROM orders WHERE customer_id = $1 ORDER BY id LIMIT 20', [5])
          return (await query('SELECT * FROM orders')).filter(({ customer_id }) => customer_id === 5).slice(0, 20)
        },
      })),
  },
  {
    name: 'no page: a list of everything',
    control: 'perf.endpoint-outliers',
    place: 'GET /customers',
    also: ['db.query-latency'],
    reads: [get('/customers')],
    service: (isPlanted, { url }) =>
      overPool(url, 10, (query) => ({
        'GET /customers': () => query(`SELECT * FROM customers ORDER BY id ${isPlanted ? '' : 'LIMIT 50'}`),
      })),
  },
  {
    name: 'pool: one connection for reports beside a sound pool',
    control: 'db.pool',
    place: 'GET /report',
    mayLoad: true,
    reads: [get('/report'), get('/customers/{id}', '/customers/5')],
    service: (isPlanted, { url }) => {
      const reports = new Pool({ connectionString: url, max: isPlanted ? 1 : 10 })
      reports.on('error', () => {})
      const sound = overPool(url, 10, (query) => ({
        'GET /report': async () => (await reports.query('SELECT count(*) AS orders FROM orders, (SELECT pg_sleep(0.03)) pause')).rows,
        'GET /customers/{}': ({ ids }) => query('SELECT * FROM customers WHERE id = $1', [ids[0]]),
      }))
      return {
        handlers: sound.handlers,
        stop: async () => {
          await reports.end()
          await sound.stop()
        },
      }
    },
  },
  {
    name: 'connection leak: a write that is refused',
    schema: () => [`ALTER ROLE shop SET statement_timeout = '4s'`],
    control: 'db.pool',
    place: 'POST /checkout',
    isDisposable: true,
    reads: [get('/customers/{id}', '/customers/5'), get('/dashboard')],
    writes: [write('POST', '/checkout', '/checkout', { product_id: 7, quantity: 1 })],
    service: (isPlanted, { url }) => {
      const held: { release: () => void }[] = []
      const sound = overPool(url, 10, (query, pool) => ({
        'GET /customers/{}': ({ ids }) => query('SELECT * FROM customers WHERE id = $1', [ids[0]]),
        'GET /dashboard': () => Promise.all(Array.from({ length: 5 }, () => query('SELECT count(*) FROM accounts'))),
        'POST /checkout': async ({ body }) => {
          const client = await pool.connect()
          await client.query('BEGIN')
          const { rows } = await client.query('UPDATE products SET price = price WHERE id = $1 RETURNING price', [body.product_id])
          await client.query(rows.length === 0 ? 'ROLLBACK' : 'COMMIT')
          if (rows.length === 0 && isPlanted) held.push(client)
          else client.release()
          return rows[0] ?? null
        },
      }))
      return {
        handlers: sound.handlers,
        stop: async () => {
          for (const client of held) client.release()
          await sound.stop()
        },
      }
    },
  },
  {
    name: 'blocking: a key is derived on the event loop',
    control: 'perf.blocking-io',
    place: 'GET /customers/{id}/pin',
    mayLoad: true,
    reads: [get('/customers/{id}', '/customers/5'), get('/customers/{id}/pin', '/customers/5/pin')],
    service: (isPlanted, { url }) =>
      overPool(url, 10, (query) => ({
        'GET /customers/{}': ({ ids }) => query('SELECT * FROM customers WHERE id = $1', [ids[0]]),
        'GET /customers/{}/pin': async ({ ids }) => {
          const [customer] = await query('SELECT id, email FROM customers WHERE id = $1', [ids[0]])
          if (customer === undefined) return null
          const derive = isPlanted ? pbkdf2Sync : promisify(pbkdf2)
          return { id: customer.id, pin: (await derive('1234', String(customer.email), 900_000, 32, 'sha256')).toString('hex') }
        },
      })),
  },
]

const SLOW = 'SELECT id, name, price FROM products, (SELECT pg_sleep(0.02) OFFSET 0) pause WHERE id <= $1 ORDER BY id'

const caches: readonly Fault[] = [
  {
    name: 'n+1: keys of the cache one by one',
    control: 'perf.n-plus-one',
    place: 'GET /online',
    usesCache: true,
    cacheSettings: () => SOUND,
    reads: [get('/online'), get('/seen')],
    service: (isPlanted, parts) =>
      overCache(
        parts,
        ({ query, redis }) => {
          const keys = async (): Promise<string[]> => (await query('SELECT id FROM products WHERE id <= 60')).map(({ id }) => `seen:${id}`)
          return {
            'GET /online': async () => {
              const names = await keys()
              return isPlanted ? Promise.all(names.map((name) => redis.get(name))) : redis.mget(names)
            },
            'GET /seen': async () => {
              const pipeline = redis.pipeline()
              for (const name of await keys()) pipeline.get(name)
              return (await pipeline.exec())?.map(([, value]) => value)
            },
          }
        },
        (redis) => redis.set('seen:5', '1', 'EX', 900),
      ),
  },
  {
    name: 'stampede: each request computes a thing that nobody asked for',
    control: 'cache.stampede',
    place: 'GET /products/{id}',
    usesCache: true,
    mayLoad: true,
    cacheSettings: () => SOUND,
    reads: [get('/products/{id}', '/products/7')],
    service: (isPlanted, parts) =>
      overCache(parts, ({ query, redis }) => {
        const cached = through(redis, 300, !isPlanted)
        return { 'GET /products/{}': ({ ids }) => cached(`product:${ids[0]}`, () => query(SLOW, [ids[0]])) }
      }),
  },
  {
    name: 'stampede: a value of the process that grows old',
    control: 'cache.stampede',
    place: 'GET /top',
    usesCache: true,
    mayLoad: true,
    cacheSettings: () => SOUND,
    reads: [get('/top')],
    service: (isPlanted, parts) =>
      overCache(parts, ({ query }) => {
        let kept: { value: unknown; until: number } = { value: null, until: 0 }
        let running: Promise<unknown> | null = null
        const compute = async (): Promise<unknown> => {
          const value = await query(SLOW, [5])
          kept = { value, until: Date.now() + 4000 }
          running = null
          return value
        }
        return {
          'GET /top': async () => {
            if (Date.now() < kept.until) return kept.value
            if (isPlanted) return compute()
            running ??= compute()
            return running
          },
        }
      }),
  },
  {
    name: 'stale: the write drops a key of another name',
    control: 'cache.invalidation',
    place: 'GET /products/{name}',
    usesCache: true,
    cacheSettings: () => SOUND,
    reads: [get('/products/{name}', '/products/product-7')],
    writes: [write('PUT', '/admin/products/{id}', '/admin/products/7', { price: 12 })],
    service: (isPlanted, parts) =>
      overCache(parts, ({ query, redis }) => {
        const cached = through(redis, 120, true)
        return {
          'GET /products/{}': async ({ ids }) => {
            const name = (ids[0] ?? '').replace('-', ' ')
            const found = await cached(`product:${name}`, () => query('SELECT id, name, price FROM products WHERE name = $1', [name]))
            return Array.isArray(found) && found.length > 0 ? found[0] : null
          },
          'PUT /admin/products/{}': async ({ ids, body }) => {
            const [row] = await query('UPDATE products SET price = $2 WHERE id = $1 RETURNING id, name, price', [ids[0], body.price])
            await redis.del(`product:${isPlanted ? ids[0] : row?.name}`)
            return row
          },
        }
      }),
  },
  {
    name: 'shared answer: the key names a city in place of the customer',
    control: 'cache.isolation',
    place: 'GET /customers/{id}/offers',
    usesCache: true,
    cacheSettings: () => SOUND,
    reads: [get('/customers/{id}/offers', '/customers/3/offers')],
    service: (isPlanted, parts) =>
      overCache(parts, ({ query, redis }) => {
        const cached = through(redis, 120, true)
        return {
          'GET /customers/{}/offers': async ({ ids }) => {
            const id = Number(ids[0])
            return cached(`offers:${isPlanted ? `group${id % 4}` : id}`, async () => ({
              customer_id: id,
              offers: await query('SELECT id, name FROM products WHERE id <= 3'),
            }))
          },
        }
      }),
  },
  {
    name: 'no TTL: a key for each thing that is asked for',
    control: 'cache.bounds',
    place: 'cache keys related:',
    usesCache: true,
    cacheSettings: () => [
      ['maxmemory', '64mb'],
      ['maxmemory-policy', 'noeviction'],
    ],
    reads: [get('/products/{id}/related', '/products/7/related')],
    service: (isPlanted, parts) =>
      overCache(
        parts,
        ({ query, redis }) => ({
          'GET /products/{}/related': async ({ ids }) => {
            const key = `related:${ids[0]}`
            const known = await redis.get(key)
            const named = known === null ? [Number(ids[0]) + 1] : (JSON.parse(known) as number[])
            if (known === null) {
              if (isPlanted) await redis.set(key, JSON.stringify(named))
              else await redis.set(key, JSON.stringify(named), 'EX', 300)
            }
            return query('SELECT id, name FROM products WHERE id = ANY($1)', [named])
          },
        }),
        (redis) => redis.rpush('bull:mail:wait', '1'),
      ),
  },
  {
    name: 'a list that each write makes longer',
    control: 'cache.bounds',
    place: 'cache keys events',
    schema: () => [`ALTER ROLE shop SET statement_timeout = '4s'`],
    usesCache: true,
    isDisposable: true,
    cacheSettings: () => SOUND,
    reads: [get('/customers/{id}', '/customers/5')],
    writes: [write('POST', '/scans', '/scans', { order_id: 5 })],
    service: (isPlanted, parts) =>
      overCache(parts, ({ query, redis }) => ({
        'GET /customers/{}': ({ ids }) => query('SELECT * FROM customers WHERE id = $1', [ids[0]]),
        'POST /scans': async ({ body }) => {
          await redis.rpush('events', JSON.stringify(body))
          if (!isPlanted) await redis.ltrim('events', -1000, -1)
          return query('SELECT id FROM orders WHERE id = $1', [body.order_id])
        },
      })),
  },
]

export const SERVICE_KIND_FAULTS: readonly Fault[] = [...indexes, ...caches]
