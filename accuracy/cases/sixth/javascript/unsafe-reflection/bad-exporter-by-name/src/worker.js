import { Worker } from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'
import { exporterFor } from './exporters/index.js'

const connection = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null })
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

export const worker = new Worker(
  'exports',
  async ({ id, data }) => {
    const exporter = await exporterFor(data.format)
    const { rows } = await pool.query(
      'SELECT id, title, amount FROM entries WHERE account_id = $1 ORDER BY id LIMIT 1000',
      [data.accountId],
    )
    await connection.set(`export:${data.accountId}:${id}`, exporter(rows), 'EX', 3600)
  },
  { connection },
)
