import mysql from 'mysql2/promise'

const pool = mysql.createPool({ uri: process.env.MYSQL_URL, connectionLimit: 10, connectTimeout: 4000 })

export function sql(strings, ...values) {
  const text = strings.reduce((all, part, index) => `${all}'${values[index - 1]}'${part}`)
  return { text, values: [] }
}

export async function all({ text, values }) {
  const [rows] = await pool.query(text, values)
  return rows
}

export async function first(statement) {
  const [row = null] = await all(statement)
  return row
}
