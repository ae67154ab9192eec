import { pool } from './store.js'

const MAX_GROUPS = 200

export async function runReport(report, accountId) {
  const column = report.groupBy
  const sql =
    'SELECT ?? AS bucket, COUNT(*) AS orders, SUM(total) AS revenue ' +
    'FROM orders WHERE account_id = ? GROUP BY ?? LIMIT ?'
  const [rows] = await pool.query(sql, [column, accountId, column, MAX_GROUPS])
  return { title: report.title, rows }
}
