import { Worker } from 'bullmq'
import { label } from './labels.js'
import { connection, type BadgeJob } from './queue.js'

new Worker<BadgeJob>(
  'badges',
  async ({ data, id }) => {
    const lines = data.guests.map((guest) => label(data.format, guest))
    await connection.set(`badges:${id}`, lines.join('\n'), 'EX', 3600)
    return lines.length
  },
  { connection },
)
