import { z } from 'zod'

const bytes32 = z.string().refine((s) => Buffer.from(s, 'base64').length >= 32, '32 bytes in base64')
const Env = z.object({
  PORT: z.coerce.number().int().default(8080),
  DATABASE_URL: z.string().url(),
  DATABASE_CA: z.string().min(1),
  ACCESS_KEY: bytes32,
  SEAL_KEY: bytes32,
  WEB_ORIGIN: z.string().url().startsWith('https://'),
  MAIL_URL: z.string().url().startsWith('https://'),
  MAIL_TOKEN: z.string().min(20),
  RECEIPT_DIR: z.string().startsWith('/'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn']).default('info'),
})

export const env = Object.freeze(Env.parse(process.env))
export const accessKey = Buffer.from(env.ACCESS_KEY, 'base64')
export const sealKey = Buffer.from(env.SEAL_KEY, 'base64').subarray(0, 32)
