import type { CreateExpressContextOptions } from '@trpc/server/adapters/express'
import { Pool } from 'pg'
import { DeviceService } from './device-service'
import { userOf } from './tokens'

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

export async function createContext({ req }: CreateExpressContextOptions) {
  return { devices: new DeviceService(pool), userId: await userOf(req.headers.authorization) }
}

export type Context = Awaited<ReturnType<typeof createContext>>
