import { Pool } from 'pg'
import type { ShopHandler } from '../../test/servers/shop-service.ts'
import { type Fault, get, type Parts, type Service } from './fault.ts'

type Query = (text: string, values?: readonly unknown[]) => Promise<Readonly<Record<string, unknown>>[]>

/** A service over one sound pool. */
export function overPool(url: string, max: number, handlers: (query: Query, pool: Pool) => Readonly<Record<string, ShopHandler>>): Service {
  const pool = new Pool({ connectionString: url, max })
  pool.on('error', () => {})
  const query: Query = async (text, values = []) => (await pool.query(text, [...values])).rows
  return { handlers: handlers(query, pool), stop: () => pool.end() }
}

const limitOf = (query: URLSearchParams, name: string, fallback: number): number => Math.min(100, Number(query.get(name) ?? fallback))

/** N+1 in its shapes: by page, by a list without pages, by a detail, twice, in a transaction. */
const nPlusOne: readonly Fault[] = [
  {
    name: 'n+1: a query for the customer of each order',
    control: 'perf.n-plus-one',
    place: 'GET /orders',
    reads: [get('/orders', '/orders', ['limit']), get('/customers/{id}', '/customers/5')],
    service: (isPlanted, { url }) =>
      overPool(url, 10, (query) => ({
        'GET /orders': async ({ query: asked }) => {
          const limit = limitOf(asked, 'limit', 10)
          if (!isPlanted)
            return query('SELECT o.*, c.name FROM orders o JOIN customers c ON c.id = o.customer_id ORDER BY o.id LIMIT $1', [limit])
          const orders = await query('SELECT * FROM orders ORDER BY id LIMIT $1', [limit])
          return Promise.all(
            orders.map(async (order) => ({
              ...order,
              customer: await query('SELECT name FROM customers WHERE id = $1', [order.customer_id]),
            })),
          )
        },
        'GET /customers/{}': ({ ids }) => query('SELECT * FROM customers WHERE id = $1', [ids[0]]),
      })),
  },
  {
    name: 'n+1: a list without pages',
    control: 'perf.n-plus-one',
    place: 'GET /cities',
    reads: [get('/cities')],
    service: (isPlanted, { url }) =>
      overPool(url, 10, (query) => ({
        'GET /cities': async () => {
          const products = await query('SELECT id, name FROM products WHERE id <= 14 ORDER BY id')
          if (!isPlanted) {
            const counts = await query('SELECT product_id, count(*) FROM items WHERE product_id = ANY($1) GROUP BY 1', [
              products.map(({ id }) => id),
            ])
            return products.map((product) => ({ ...product, counts: counts.find(({ product_id }) => product_id === product.id) }))
          }
          const result = []
          for (const product of products)
            result.push({ ...product, count: await query('SELECT count(*) FROM items WHERE product_id = $1', [product.id]) })
          return result
        },
      })),
  },
  {
    name: 'n+1: in the detail of one thing',
    control: 'perf.n-plus-one',
    place: 'GET /customers/{id}',
    schema: () => ['INSERT INTO orders SELECT 100000 + g, g % 3 + 1, $$paid$$, 5, now() FROM generate_series(1, 26) g'],
    reads: [get('/customers'), get('/customers/{id}', '/customers/1')],
    service: (isPlanted, { url }) =>
      overPool(url, 10, (query) => ({
        'GET /customers': () => query('SELECT id, name FROM customers ORDER BY id LIMIT 8'),
        'GET /customers/{}': async ({ ids }) => {
          const [customer] = await query('SELECT * FROM customers WHERE id = $1', [ids[0]])
          if (customer === undefined) return null
          const orders = await query('SELECT * FROM orders WHERE customer_id = $1', [ids[0]])
          if (!isPlanted)
            return { customer, orders, lines: await query('SELECT * FROM items WHERE order_id = ANY($1)', [orders.map(({ id }) => id)]) }
          const lines = await Promise.all(orders.map(({ id }) => query('SELECT * FROM items WHERE order_id = $1', [id])))
          return { customer, orders, lines }
        },
      })),
  },
  {
    name: 'n+1: two queries for each row, pages called per_page',
    control: 'perf.n-plus-one',
    place: 'GET /feed',
    reads: [get('/feed', '/feed', ['page', 'per_page'])],
    service: (isPlanted, { url }) =>
      overPool(url, 10, (query) => ({
        'GET /feed': async ({ query: asked }) => {
          const orders = await query('SELECT id, customer_id FROM orders ORDER BY created_at DESC LIMIT $1', [
            limitOf(asked, 'per_page', 20),
          ])
          if (!isPlanted) {
            const [items, customers] = await Promise.all([
              query('SELECT * FROM items WHERE order_id = ANY($1)', [orders.map(({ id }) => id)]),
              query('SELECT * FROM customers WHERE id = ANY($1)', [orders.map(({ customer_id }) => customer_id)]),
            ])
            return { data: orders.map((order) => ({ ...order, items: items.length, customers: customers.length })) }
          }
          const data = []
          for (const order of orders)
            data.push({
              ...order,
              items: (await query('SELECT * FROM items WHERE order_id = $1', [order.id])).length,
              customer: (await query('SELECT name FROM customers WHERE id = $1', [order.customer_id])).length,
            })
          return { data }
        },
      })),
  },
  {
    name: 'n+1: inside one transaction',
    control: 'perf.n-plus-one',
    place: 'GET /report',
    reads: [get('/report')],
    service: (isPlanted, { url }) =>
      overPool(url, 10, (_query, pool) => ({
        'GET /report': async ({ query: asked }) => {
          const client = await pool.connect()
          try {
            await client.query('BEGIN')
            const { rows } = await client.query('SELECT id, customer_id FROM orders ORDER BY id LIMIT $1', [limitOf(asked, 'limit', 15)])
            if (isPlanted)
              for (const row of rows)
                row.customer = (await client.query('SELECT name FROM customers WHERE id = $1', [row.customer_id])).rows
            else await client.query('SELECT name FROM customers WHERE id = ANY($1)', [rows.map(({ customer_id }) => customer_id)])
            await client.query('COMMIT')
            return { rows }
          } finally {
            client.release()
          }
        },
      })),
  },
]

/** One statement behind one endpoint; the twin has the index that the planted one lacks. */
function byIndex(name: string, statement: string, values: readonly unknown[], index: string): Fault {
  return {
    name,
    control: 'db.indexes',
    place: 'GET /search',
    also: ['db.query-latency'],
    schema: (isPlanted) => (isPlanted ? [] : [index]),
    reads: [get('/search'), get('/products')],
    service: (_isPlanted, { url }: Parts) =>
      overPool(url, 10, (query) => ({
        'GET /search': () => query(statement, values),
        'GET /products': () => query('SELECT * FROM products WHERE id < $1', [20]),
      })),
  }
}

const missingIndexes: readonly Fault[] = [
  byIndex(
    'missing index: equality',
    'SELECT * FROM customers WHERE email = $1',
    ['User77@example.com'],
    'CREATE INDEX ON customers (email)',
  ),
  byIndex(
    'missing index: order of a page',
    'SELECT * FROM orders ORDER BY total DESC, id LIMIT $1',
    [20],
    'CREATE INDEX ON orders (total DESC, id)',
  ),
  byIndex(
    'missing index: two equalities',
    'SELECT * FROM orders WHERE status = $1 AND total = $2',
    ['open', 350],
    'CREATE INDEX ON orders (total, status)',
  ),
  byIndex(
    'missing index: foreign key of a join',
    'SELECT p.name, l.quantity FROM orders o JOIN lines l ON l.order_id = o.id JOIN products p ON p.id = l.product_id WHERE o.customer_id = $1',
    [42],
    'CREATE INDEX ON lines (order_id)',
  ),
  byIndex(
    'missing index: filter and order of a page',
    'SELECT * FROM items WHERE quantity = $1 ORDER BY id DESC LIMIT $2',
    [9, 20],
    'CREATE INDEX ON items (quantity, id)',
  ),
  byIndex(
    'missing index: expression',
    'SELECT * FROM customers WHERE lower(email) = $1',
    ['user77@example.com'],
    'CREATE INDEX ON customers (lower(email))',
  ),
  byIndex(
    'sequential scan: search in the middle of a text',
    'SELECT id FROM notes WHERE body ILIKE $1',
    ['%needle%'],
    'CREATE INDEX ON notes USING gin (body gin_trgm_ops)',
  ),
  byIndex(
    'missing index: update of few rows',
    'UPDATE orders SET total = total WHERE total = $1 AND status = $2',
    [350, 'none'],
    'CREATE INDEX ON orders (total)',
  ),
].map((fault) => ({
  ...fault,
  schema: (isPlanted: boolean) => [
    ...(fault.name.includes('join') ? ['CREATE TABLE lines AS SELECT * FROM items'] : []),
    ...(fault.name.includes('middle')
      ? [
          'CREATE EXTENSION pg_trgm',
          `CREATE TABLE notes AS SELECT g AS id, 'note ' || repeat(md5(g::text), 3) AS body FROM generate_series(1, 40000) g`,
        ]
      : []),
    ...(fault.schema?.(isPlanted) ?? []),
  ],
}))

const indexFault = (name: string, place: string, planted: readonly string[], healthy: readonly string[], daysLater = 0): Fault => ({
  name,
  control: 'db.indexes',
  place,
  schema: (isPlanted) => (isPlanted ? planted : healthy),
  daysLater,
  reads: [get('/orders'), get('/customers')],
  service: (_isPlanted, { url }) =>
    overPool(url, 10, (query) => ({
      'GET /orders': () => query('SELECT * FROM orders WHERE customer_id = $1 ORDER BY id', [7]),
      'GET /customers': () => query('SELECT * FROM customers WHERE city = $1', ['city 3']),
    })),
})
const CITY = 'CREATE INDEX customers_city ON customers (city)'

const indexes: readonly Fault[] = [
  indexFault(
    'double index',
    'orders_customer',
    [CITY, 'CREATE INDEX orders_customer_again ON orders (customer_id)'],
    [CITY, 'CREATE INDEX orders_lately ON orders (customer_id DESC, created_at)'],
  ),
  indexFault(
    'index that begins another',
    'customers_city',
    [CITY, 'CREATE INDEX customers_city_name ON customers (city, name)'],
    [CITY, 'CREATE INDEX customers_name_city ON customers (name, city)'],
  ),
  indexFault(
    'double of a unique index',
    'customers_mail_again',
    [CITY, 'CREATE UNIQUE INDEX customers_mail ON customers (email)', 'CREATE INDEX customers_mail_again ON customers (email)'],
    [CITY, 'CREATE UNIQUE INDEX customers_mail ON customers (email)'],
  ),
  indexFault(
    'partial indexes are no doubles of whole ones',
    'orders_open_again',
    [
      CITY,
      `CREATE INDEX orders_open ON orders (total) WHERE status = 'open'`,
      `CREATE INDEX orders_open_again ON orders (total) WHERE status = 'open'`,
    ],
    [CITY, `CREATE INDEX orders_open ON orders (total) WHERE status = 'open'`, 'CREATE INDEX orders_total ON orders (total)'],
  ),
  {
    ...indexFault('index that nothing uses', 'customers_name', [CITY, 'CREATE INDEX customers_name ON customers (name)'], [CITY], 30),
    reads: [get('/orders'), get('/customers'), get('/latest'), get('/items'), get('/sold')],
    service: (_isPlanted, { url }) =>
      overPool(url, 10, (query) => ({
        'GET /orders': () => query('SELECT * FROM orders WHERE customer_id = $1 ORDER BY id', [7]),
        'GET /customers': () => query('SELECT * FROM customers WHERE city = $1', ['city 3']),
        'GET /latest': () => query('SELECT * FROM orders ORDER BY created_at DESC LIMIT 10'),
        'GET /items': () => query('SELECT * FROM items WHERE order_id = $1', [5]),
        'GET /sold': () => query('SELECT id FROM items WHERE product_id = $1', [5]),
      })),
  },
]

const slow: readonly Fault[] = [
  {
    name: 'slow statement: an aggregate over everything',
    control: 'db.query-latency',
    place: 'GET /statistics',
    reads: [get('/statistics'), get('/products')],
    service: (isPlanted, { url }) =>
      overPool(url, 10, (query) => ({
        'GET /statistics': () =>
          query(
            isPlanted
              ? 'SELECT count(*) FROM products a, products b, generate_series(1, 80) g WHERE a.price + b.price > $1'
              : 'SELECT count(*) FROM products WHERE price > $1',
            [120],
          ),
        'GET /products': () => query('SELECT * FROM products WHERE id < $1', [20]),
      })),
  },
  {
    name: 'slow statement: a function that takes its time',
    control: 'db.query-latency',
    place: 'GET /price',
    reads: [get('/price')],
    service: (isPlanted, { url }) =>
      overPool(url, 10, (query) => ({
        'GET /price': () => query('SELECT price, pg_sleep($1) IS NULL AS done FROM products WHERE id = $2', [isPlanted ? 0.09 : 0.002, 5]),
      })),
  },
]

export const STATEMENT_FAULTS: readonly Fault[] = [...nPlusOne, ...missingIndexes, ...indexes, ...slow]
