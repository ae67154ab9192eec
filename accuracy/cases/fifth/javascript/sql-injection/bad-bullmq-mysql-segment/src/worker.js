const { Worker } = require('bullmq')
const mysql = require('mysql2/promise')
const { connection } = require('./queue')
const { conditionOf } = require('./rules')

const pool = mysql.createPool({ uri: process.env.DATABASE_URL, connectionLimit: 4 })

async function count({ data: { shopId, rules } }) {
  const condition = conditionOf(rules)
  const [[row]] = await pool.query(`SELECT COUNT(*) AS n FROM customers WHERE shop_id = ? AND ${condition}`, [shopId])
  return row.n
}

new Worker('segments', count, { connection }).on('failed', (job, error) => console.error(job?.id, error))
