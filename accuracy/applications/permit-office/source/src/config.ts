import path from 'node:path'
import { z } from 'zod'

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']),
  PORT: z.coerce.number().int().default(8080),
  DATABASE_URL: z.string().url(),
  DATABASE_CA: z.string().optional(),
  REDIS_URL: z.string().url(),
  TOKEN_KEY: z.string().min(43, 'TOKEN_KEY needs 32 random bytes, base64url'),
  WEB_ORIGIN: z.string().url(),
  GEOCODER_KEY: z.string().min(1),
  SMTP_URL: z.string().url(),
  ATTACHMENT_DIR: z.string().min(1).transform((dir) => path.resolve(dir)),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(3).default(1),
})

const parsed = Environment.safeParse(process.env)
if (!parsed.success) {
  const names = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The environment is incomplete. ${names.join('; ')}`)
}

export const config = Object.freeze(parsed.data)
export const inProduction = config.NODE_ENV === 'production'
