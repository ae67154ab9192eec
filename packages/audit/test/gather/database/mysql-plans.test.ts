import { describe, expect, it } from 'vitest'
import { missingIndexOf } from '../../../src/gather/database/mysql/missing-indexes.ts'
import { explainedOf, plannable } from '../../../src/gather/database/mysql/plans.ts'
import { withoutQuoted } from '../../../src/gather/database/mysql/statements.ts'
import type { TableFact } from '../../../src/model/facts/database.ts'

const table = (name: string, rows = 40_000): TableFact => ({
  name: `shop.${name}`,
  rows,
  bytes: 0,
  heapBytes: 0,
  deadRows: 0,
  sequentialScans: 0,
  sequentialRowsRead: 0,
  indexScans: 0,
  changes: 0,
  lastVacuum: null,
  hasPrimaryKey: true,
  autovacuumOff: false,
  foreignKeysWithoutIndex: [],
})
const TABLES = [table('orders'), table('customers'), table('events'), table('status', 12)]
const TYPES = new Map([
  ['orders.id', 'int'],
  ['orders.total', 'decimal'],
  ['orders.status', 'varchar'],
  ['orders.created_at', 'datetime'],
  ['customers.id', 'bigint'],
  ['customers.email', 'varchar'],
])

describe('a digest becomes a statement that can be planned', () => {
  it.each([
    [
      'SELECT * FROM `orders` WHERE `total` = ? AND STATUS = ? LIMIT ?',
      "SELECT * FROM `orders` WHERE `total` = 1 AND STATUS = '1' LIMIT 20",
    ],
    ['SELECT * FROM `orders` WHERE ID IN (...) LIMIT ?, ...', 'SELECT * FROM `orders` WHERE ID IN ( 1 ) LIMIT 20'],
    ['SELECT * FROM `orders` LIMIT ? OFFSET ?', 'SELECT * FROM `orders` LIMIT 20'],
    ['SELECT * FROM `orders` WHERE `created_at` > ?', "SELECT * FROM `orders` WHERE `created_at` > '2020-01-01'"],
    ['SELECT * FROM `orders` WHERE `total` = - ?', 'SELECT * FROM `orders` WHERE `total` = 1'],
    [
      'SELECT `c` . `email` FROM `orders` `o` JOIN `customers` `c` ON `c` . `id` = `o` . `customer_id` WHERE `c` . `id` = ?',
      'SELECT `c` . `email` FROM `orders` `o` JOIN `customers` `c` ON `c` . `id` = `o` . `customer_id` WHERE `c` . `id` = 1',
    ],
    ['UPDATE `orders` SET `total` = `total` + ? WHERE `total` = ?', 'SELECT * FROM `orders` WHERE `total` = 1'],
    ['DELETE FROM `orders` WHERE `id` = ?', 'SELECT * FROM `orders` WHERE `id` = 1'],
    ['SELECT * FROM EVENTS WHERE NAME = ?', "SELECT * FROM `events` WHERE NAME = '1'"],
    ['select /* app */ * from orders where id = ?;', 'select * from orders where id = 1'],
    ['SELECT * FROM `orders` WHERE `a` = ? AND ...', null],
  ])('%s', (digest, expected) => {
    expect(plannable(digest, false, { tables: TABLES, types: TYPES })).toBe(expected)
  })

  it.each([
    [true, "SELECT * FROM `customers` WHERE `email` LIKE '%a%'"],
    [false, "SELECT * FROM `customers` WHERE `email` LIKE 'a%'"],
  ])('a pattern as the calls were seen to need it: %s', (scans, expected) => {
    expect(plannable('SELECT * FROM `customers` WHERE `email` LIKE ?', scans, { tables: TABLES, types: TYPES })).toBe(expected)
  })
})

const ACCESS = { table: 'shop.orders', alias: 'o', type: 'ALL', key: null }

describe('plans of both engines say the same', () => {
  it.each([
    [
      'MariaDB',
      {
        query_block: {
          select_id: 1,
          nested_loop: [
            { table: { table_name: 'o', access_type: 'ALL', rows: 40_000, attached_condition: "o.total = 350 and o.`status` = 'open'" } },
          ],
        },
      },
    ],
    [
      'MySQL',
      {
        query_block: {
          select_id: 1,
          cost_info: { query_cost: '4041.25' },
          table: {
            table_name: 'o',
            access_type: 'ALL',
            rows_examined_per_scan: 39_931,
            attached_condition: "((`shop`.`o`.`total` = 350) and (`shop`.`o`.`status` = 'open'))",
          },
        },
      },
    ],
  ])('a filter, %s', (_engine, json) => {
    const text = 'SELECT * FROM `orders` `o` WHERE `o`.`total` = 1 AND `o`.`status` = 1'
    const explained = explainedOf(json, text, TABLES)
    expect(explained.accesses).toMatchObject([ACCESS])
    expect(explained.accesses[0]?.condition).not.toMatch(/open|350/)
    const suspect = { statement: 'q1', text, endpoints: ['GET /orders'], rowsPerCall: 3, blocksPerCall: null }
    expect(missingIndexOf(suspect, explained, 40_000, TABLES)?.columns).toEqual(['total', 'status'])
  })

  it.each([
    ['MariaDB', { query_block: { filesort: { sort_key: 'o.total desc, o.`id`', table: { table_name: 'o', access_type: 'ALL' } } } }],
    ['MySQL', { query_block: { ordering_operation: { using_filesort: true, table: { table_name: 'o', access_type: 'ALL' } } } }],
  ])('the order of a page, %s', (_engine, json) => {
    const text = 'SELECT * FROM `orders` `o` ORDER BY `o` . `total` DESC , `o` . `id` LIMIT 20'
    const explained = explainedOf(json, text, TABLES)
    expect(explained.sortKeys).toEqual(['o.total DESC', 'o.id'])
    const suspect = { statement: 'q1', text, endpoints: ['GET /orders'], rowsPerCall: 20, blocksPerCall: null }
    expect(missingIndexOf(suspect, explained, 40_000, TABLES)?.columns).toEqual(['total DESC', 'id'])
  })

  it('a join buffer, whose condition MariaDB writes beside the table', () => {
    const json = {
      query_block: {
        nested_loop: [
          { table: { table_name: 'c', access_type: 'const', key: 'PRIMARY' } },
          { 'block-nl-join': { table: { table_name: 'o', access_type: 'ALL' }, attached_condition: 'o.customer_id = c.`id`' } },
        ],
      },
    }
    const text = 'SELECT * FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.email = 1'
    const explained = explainedOf(json, text, TABLES)
    const suspect = { statement: 'q1', text, endpoints: ['GET /orders'], rowsPerCall: 4, blocksPerCall: null }
    expect(missingIndexOf(suspect, explained, 40_000, TABLES)).toMatchObject({ table: 'shop.orders', columns: ['customer_id'] })
  })
})

describe('no index is named where counts do not show that one helps', () => {
  const condition = (text: string) => ({ query_block: { table: { table_name: 'orders', access_type: 'ALL', attached_condition: text } } })
  it.each([
    ['most rows are wanted', 'orders.status = 1', 'SELECT * FROM orders WHERE status = 1', 30_000],
    ['what comes back is counted', 'orders.status = 1', 'SELECT COUNT(*) FROM orders WHERE status = 1', 1],
    ['rows are grouped', 'orders.status = 1', 'SELECT total FROM orders WHERE status = 1 GROUP BY total', 70],
    [
      'a pattern drops the rows',
      "orders.status = 1 and orders.body like '%x%'",
      "SELECT * FROM orders WHERE status = 1 AND body LIKE '%x%'",
      2,
    ],
    ['a function hides the column', "lcase(orders.status) = 'x'", "SELECT * FROM orders WHERE LOWER(status) = 'x'", 2],
    ['one of two conditions is enough', 'orders.a = 1 or orders.b = 2', 'SELECT * FROM orders WHERE a = 1 OR b = 2', 2],
    ['nothing is filtered, and all is wanted', '', 'SELECT * FROM orders', 40_000],
  ])('%s', (_name, filter, text, rowsPerCall) => {
    const suspect = { statement: 'q1', text, endpoints: ['GET /orders'], rowsPerCall, blocksPerCall: null }
    expect(missingIndexOf(suspect, explainedOf(condition(filter), text, TABLES), 40_000, TABLES)).toBeNull()
  })

  it('a range, and what is unlike, beside an equality', () => {
    const text = 'SELECT * FROM orders WHERE status = 1 AND total > 5 AND a <> 2'
    const suspect = { statement: 'q1', text, endpoints: ['GET /orders'], rowsPerCall: 3, blocksPerCall: null }
    const explained = explainedOf(condition('orders.total > 5 and orders.status = 1 and orders.a <> 2'), text, TABLES)
    expect(missingIndexOf(suspect, explained, 40_000, TABLES)?.columns).toEqual(['status', 'total'])
  })
})

it('strings in double quotes are values too', () => {
  expect(withoutQuoted('SELECT * FROM t WHERE a = "it\\"s" AND b = "x""y" AND c = "open')).toBe(
    'SELECT * FROM t WHERE a = ? AND b = ? AND c = ?',
  )
})
