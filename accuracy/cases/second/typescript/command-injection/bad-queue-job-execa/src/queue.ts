import { Queue } from 'bullmq'

export const connection = { host: 'redis', port: 6379 }
export interface ProbeJob {
  host: string
}
export const probes = new Queue<ProbeJob>('probes', { connection })
