import { Queue } from 'bullmq'
import { connection } from './connection'

export interface TranscodeJob {
  uploadId: string
  title: string
  height: number
}

export const transcodeQueue = new Queue<TranscodeJob>('transcode', { connection })
