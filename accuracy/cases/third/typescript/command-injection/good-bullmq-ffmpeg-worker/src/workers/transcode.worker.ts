import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Worker } from 'bullmq'
import { connection } from '../queues/connection'
import type { TranscodeJob } from '../queues/transcode.queue'

const run = promisify(execFile)

new Worker<TranscodeJob>(
  'transcode',
  async (job) => {
    const { uploadId, title, height } = job.data
    const source = `/data/uploads/${uploadId}`
    const target = `/data/renditions/${uploadId}-${height}.mp4`
    await run('ffmpeg', ['-i', source, '-vf', `scale=-2:${height}`, '-metadata', `title=${title}`, target], { timeout: 600_000 })
    return { target }
  },
  { connection, concurrency: 2 },
)
