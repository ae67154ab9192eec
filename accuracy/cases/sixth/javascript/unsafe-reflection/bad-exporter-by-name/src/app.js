import express from 'express'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { requireUser } from './auth.js'

const connection = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null })
const queue = new Queue('exports', { connection, defaultJobOptions: { removeOnComplete: 100, removeOnFail: 100 } })

export const app = express()
app.use(express.json(), requireUser)

app.post('/exports', async (req, res) => {
  const format = String(req.body.format ?? 'csv')
  const job = await queue.add('export', { accountId: req.user.accountId, format })
  res.status(202).json({ id: job.id })
})
