import { Worker } from 'bullmq'
import { runCheck } from './jobs/checks.js'
import { deliver } from './jobs/deliver.js'
import { shoot } from './jobs/shots.js'
import { log, redis } from './lib/clients.js'
import { sendMail } from './lib/mail.js'

const options = { connection: redis, concurrency: 8 }
const workers = [
  new Worker('checks', (job) => runCheck(job.data), options),
  new Worker('hooks', (job) => deliver(job.data), options),
  new Worker('mail', (job) => sendMail(job.data), options),
  new Worker('shots', (job) => shoot(job.data), { ...options, concurrency: 2 }),
]

for (const worker of workers) worker.on('failed', (job, err) => log.warn({ err, job: job?.id, queue: worker.name }, 'job failed'))

process.on('SIGTERM', async () => {
  await Promise.all(workers.map((worker) => worker.close()))
  redis.disconnect()
})
