import { pool } from './pool.js'

export async function listQueues(limit) {
  return (await pool.query('SELECT name FROM queues LIMIT $1', [limit])).rows
}

export async function closeQueue(name) {
  await pool.query('DELETE FROM queues WHERE name = $1', [name])
}
