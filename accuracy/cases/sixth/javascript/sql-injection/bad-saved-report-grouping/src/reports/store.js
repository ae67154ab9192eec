import mysql from 'mysql2/promise'

export const pool = mysql.createPool({ uri: process.env.MYSQL_URL, connectionLimit: 8 })

export async function saveReport(accountId, { title, groupBy }) {
  const [result] = await pool.execute(
    'INSERT INTO saved_reports (account_id, title, group_by) VALUES (?, ?, ?)',
    [accountId, title, groupBy],
  )
  return result.insertId
}

export async function findReport(accountId, id) {
  const [rows] = await pool.execute(
    'SELECT id, title, group_by AS groupBy FROM saved_reports WHERE id = ? AND account_id = ?',
    [id, accountId],
  )
  return rows[0] ?? null
}
