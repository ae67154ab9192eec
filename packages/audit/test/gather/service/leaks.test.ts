import { expect, it } from 'vitest'
import { leakOf } from '../../../src/gather/service/probes/errors-and-logs.ts'

it.each<readonly [kind: string | null, body: string]>([
  ['database error', '{"error":"ER_DUP_ENTRY: Duplicate entry"}'],
  ['database error', '{"message":"duplicate key value violates unique constraint \\"users_email_key\\""}'],
  ['database error', '{"message":"relation \\"public.orders\\" does not exist"}'],
  ['database error', '{"detail":"(psycopg2.errors.UndefinedTable) no"}'],
  ['stack trace of Node', 'Error: no\\n    at handler (/srv/shop/orders.js:12:3)'],
  ['dependency path', '{"at":"/x/node_modules/pg/lib"}'],
  [null, '{"error_code":"INVALID_PARAMETER_VALUE","sqlstate":"KAM00"}'],
  [null, '{"code":"USER_NOT_FOUND","message":"There is no such user"}'],
  [null, '{"code":"ORDER_ALREADY_PAID"}'],
  [null, '{"message":"This address is taken: a duplicate of another entry"}'],
  [null, '{"message":"ValueError"}'],
])('an answer of 400 tells %s: %s', (kind, body) => {
  expect(leakOf({ status: 400, body })).toBe(kind)
})
