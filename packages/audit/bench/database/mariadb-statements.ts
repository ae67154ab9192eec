import { createPool, type Pool, type RowDataPacket } from 'mysql2/promise'
import type { ShopHandler } from '../../test/servers/shop-service.ts'
import { type Fault, get, type Parts, type Service } from './fault.ts'

type Ask = (text: string, values?: readonly (string | number)[]) => Promise<readonly RowDataPacket[]>

/** A service over one sound pool: `query` sends text, `execute` prepares. */
export function overMysql(
  url: string,
  size: number,
  handlers: (query: Ask, execute: Ask, pool: Pool) => Readonly<Record<string, ShopHandler>>,
): Service {
  const pool = createPool({ uri: url, connectionLimit: size })
  const query: Ask = async (text, values = []) => (await pool.query<RowDataPacket[]>(text, [...values]))[0]
  const execute: Ask = async (text, values = []) => (await pool.execute<RowDataPacket[]>(text, [...values]))[0]
  return { handlers: handlers(query, execute, pool), stop: () => pool.end() }
}

const limitOf = (query: URLSearchParams, fallback: number): number => Math.min(100, Number(query.get('limit') ?? fallback))

const ordersWithCustomers = (name: string, isPrepared: boolean): Fault => ({
  name,
  control: 'perf.n-plus-one',
  place: 'GET /orders',
  reads: [get('/orders', '/orders', ['limit']), get('/customers/{id}', '/customers/5')],
  service: (isPlanted, { url }) =>
    overMysql(url, 10, (query, execute) => {
      const ask = isPrepared ? execute : query
      return {
        'GET /orders': async ({ query: asked }) => {
          const limit = limitOf(asked, 10)
          if (!isPlanted)
            return query('SELECT o.*, c.name FROM orders o JOIN customers c ON c.id = o.customer_id ORDER BY o.id LIMIT ?', [limit])
          const orders = await query('SELECT * FROM orders ORDER BY id LIMIT ?', [limit])
          return Promise.all(
            orders.map(async (order) => ({
              ...order,
              customer: await ask('SELECT name FROM customers WHERE id = ?', [Number(order.customer_id)]),
            })),
          )
        },
        'GET /customers/{}': ({ ids }) => ask('SELECT * FROM customers WHERE id = ?', [ids[0] ?? '']),
      }
    }),
})

const nPlusOne: readonly Fault[] = [
  ordersWithCustomers('MariaDB, n+1: a query for the customer of each order', false),
  ordersWithCustomers('MariaDB, n+1: a prepared statement for each order', true),
  {
    name: 'MariaDB, n+1: prepared and closed each time',
    control: 'perf.n-plus-one',
    place: 'GET /orders',
    reads: [get('/orders', '/orders', ['limit'])],
    service: (isPlanted, { url }) =>
      overMysql(url, 10, (query, _execute, pool) => ({
        'GET /orders': async ({ query: asked }) => {
          const orders = await query('SELECT * FROM orders ORDER BY id LIMIT ?', [limitOf(asked, 10)])
          const connection = await pool.getConnection()
          try {
            const ask = async (text: string, values: readonly number[]) => {
              const [rows] = await connection.execute(text, [...values])
              connection.unprepare(text)
              return rows
            }
            if (!isPlanted) return { orders, customers: await ask('SELECT name FROM customers WHERE id BETWEEN ? AND ?', [1, 9]) }
            const customers = []
            for (const order of orders) customers.push(await ask('SELECT name FROM customers WHERE id = ?', [Number(order.customer_id)]))
            return { orders, customers: customers.length }
          } finally {
            connection.release()
          }
        },
      })),
  },
]

/** One statement behind one endpoint; the twin has the index that the planted one lacks. */
const byIndex = (name: string, statement: string, values: readonly (string | number)[], index: string, isPrepared = false): Fault => ({
  name: `MariaDB, ${name}`,
  control: 'db.indexes',
  place: 'GET /search',
  also: ['db.query-latency'],
  schema: (isPlanted) => [
    ...(name.includes('join') ? ['CREATE TABLE `lines` (id int PRIMARY KEY) AS SELECT * FROM items'] : []),
    ...(name.includes('middle')
      ? [
          `CREATE TABLE notes (id int PRIMARY KEY, body varchar(200)) AS SELECT seq AS id, CONCAT('note ', REPEAT(MD5(seq), 3)) AS body FROM seq_1_to_40000`,
        ]
      : []),
    ...(isPlanted ? [] : [index]),
  ],
  reads: [get('/search'), get('/products')],
  service: (isPlanted, { url }: Parts) =>
    overMysql(url, 10, (query, execute) => ({
      'GET /search': () =>
        (isPrepared ? execute : query)(
          !isPlanted && name.includes('middle') ? 'SELECT id FROM notes WHERE MATCH (body) AGAINST (?)' : statement,
          values,
        ),
      'GET /products': () => query('SELECT * FROM products WHERE id < ?', [20]),
    })),
})

const missingIndexes: readonly Fault[] = [
  byIndex(
    'missing index: equality',
    'SELECT * FROM customers WHERE email = ?',
    ['User77@example.com'],
    'CREATE INDEX customers_mail ON customers (email)',
  ),
  byIndex(
    'missing index: of a prepared statement',
    'SELECT * FROM customers WHERE email = ? AND city <> "Rome"',
    ['User77@example.com'],
    'CREATE INDEX customers_mail ON customers (email)',
    true,
  ),
  byIndex(
    'missing index: order of a page',
    'SELECT * FROM orders ORDER BY total DESC, id LIMIT ?',
    [20],
    'CREATE INDEX orders_total ON orders (total DESC, id)',
  ),
  byIndex(
    'missing index: two equalities',
    'SELECT * FROM orders WHERE status = ? AND total = ?',
    ['open', 350],
    'CREATE INDEX orders_total ON orders (total, status)',
  ),
  byIndex(
    'missing index: column of a join',
    'SELECT p.name, l.quantity FROM orders o JOIN `lines` l ON l.order_id = o.id JOIN products p ON p.id = l.product_id WHERE o.customer_id = ?',
    [42],
    'CREATE INDEX lines_order ON `lines` (order_id)',
  ),
  byIndex(
    'missing index: filter and order of a page',
    'SELECT * FROM items WHERE quantity = ? ORDER BY id DESC LIMIT ?',
    [9, 20],
    'CREATE INDEX items_quantity ON items (quantity, id)',
  ),
  byIndex(
    'missing index: update of few rows',
    'UPDATE orders SET total = total WHERE total = ? AND status = ?',
    [350, 'none'],
    'CREATE INDEX orders_total ON orders (total)',
  ),
  byIndex(
    'sequential scan: search in the middle of a text',
    'SELECT id FROM notes WHERE body LIKE ?',
    ['%needle%'],
    'ALTER TABLE notes ADD FULLTEXT notes_body (body)',
  ),
]

const CITY = 'CREATE INDEX customers_city ON customers (city)'
const indexFault = (name: string, place: string, planted: readonly string[], healthy: readonly string[], daysLater = 0): Fault => ({
  name: `MariaDB, ${name}`,
  control: 'db.indexes',
  place,
  schema: (isPlanted) => (isPlanted ? planted : healthy),
  daysLater,
  reads: [get('/orders'), get('/customers'), get('/latest'), get('/items'), get('/sold')],
  service: (_isPlanted, { url }) =>
    overMysql(url, 10, (query) => ({
      'GET /orders': () => query('SELECT * FROM orders WHERE customer_id = ? ORDER BY id', [7]),
      'GET /customers': () => query('SELECT * FROM customers WHERE city = ?', ['city 3']),
      'GET /latest': () => query('SELECT * FROM orders ORDER BY created_at DESC LIMIT 10'),
      'GET /items': () => query('SELECT * FROM items WHERE order_id = ?', [5]),
      'GET /sold': () => query('SELECT id FROM items WHERE product_id = ?', [5]),
    })),
})

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
  indexFault('index that nothing uses', 'customers_name', [CITY, 'CREATE INDEX customers_name ON customers (name)'], [CITY], 30),
]

const slow: readonly Fault[] = [
  {
    name: 'MariaDB, slow statement: an aggregate over everything',
    control: 'db.query-latency',
    place: 'GET /statistics',
    reads: [get('/statistics'), get('/products')],
    service: (isPlanted, { url }) =>
      overMysql(url, 10, (query) => ({
        'GET /statistics': () =>
          query(
            isPlanted
              ? 'SELECT COUNT(*) AS many FROM products a, products b, products c WHERE a.price + b.price > ? AND c.id < 40'
              : 'SELECT COUNT(*) AS many FROM products WHERE price > ?',
            [120],
          ),
        'GET /products': () => query('SELECT * FROM products WHERE id < ?', [20]),
      })),
  },
  {
    name: 'MariaDB, slow statement: a function that takes its time',
    control: 'db.query-latency',
    place: 'GET /price',
    reads: [get('/price')],
    service: (isPlanted, { url }) =>
      overMysql(url, 10, (query) => ({
        'GET /price': () => query('SELECT price, SLEEP(?) AS done FROM products WHERE id = ?', [isPlanted ? 0.09 : 0.002, 5]),
      })),
  },
]

export const MARIADB_STATEMENT_FAULTS: readonly Fault[] = [...nPlusOne, ...missingIndexes, ...indexes, ...slow]
