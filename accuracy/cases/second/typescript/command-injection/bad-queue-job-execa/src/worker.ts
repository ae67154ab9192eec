import { Worker } from 'bullmq'
import { execaCommand } from 'execa'
import { connection, type ProbeJob } from './queue.js'

export const worker = new Worker<ProbeJob>(
  'probes',
  async (job) => {
    const { stdout } = await execaCommand(`ping -c 3 ${job.data.host}`, { shell: true, timeout: 15_000 })
    return stdout.split('\n').at(-2)
  },
  { connection, concurrency: 4 },
)
