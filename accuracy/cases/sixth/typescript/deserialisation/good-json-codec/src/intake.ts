import { Redis } from 'ioredis'
import { codecs } from './codecs.js'

const redis = new Redis(process.env.REDIS_URL as string)

export async function intake(deviceId: string, type: string, payload: Buffer): Promise<void> {
  const sample = codecs[type].decode(payload)
  await redis.xadd('telemetry', 'MAXLEN', '~', 100_000, '*', 'device', deviceId, 'sample', JSON.stringify(sample))
}
