import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4100),
  DATABASE_PATH: z.string().min(1).default(':memory:'),
  JWT_SECRET_FILE: z.string().min(1).optional(),
  TRUSTED_PROXIES: z.string().default(''),
  ALLOWED_ORIGINS: z.string().default(''),
  COVER_HOSTS: z.string().default('covers.library.example'),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(300),
  RATE_LIMIT_BURST: z.coerce.number().int().min(1).default(100),
  AUTH_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(30),
  BOOTSTRAP_ADMIN_EMAIL: z.email().optional(),
  BOOTSTRAP_ADMIN_PASSWORD: z.string().min(12).optional(),
})

/** Reads and checks the environment; throws a message that names each wrong variable. */
export function loadConfig(environment) {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`Invalid configuration. ${problems.join('; ')}`)
  }
  const values = parsed.data
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    databasePath: values.DATABASE_PATH,
    signingKey: signingKey(values.JWT_SECRET_FILE),
    issuer: 'library-graph',
    audience: 'library-clients',
    accessSeconds: 600,
    refreshIdleSeconds: 7 * 86_400,
    sessionSeconds: 30 * 86_400,
    trustedProxies: list(values.TRUSTED_PROXIES),
    allowedOrigins: list(values.ALLOWED_ORIGINS),
    coverHosts: list(values.COVER_HOSTS),
    requestsPerMinute: values.RATE_LIMIT_PER_MINUTE,
    requestBurst: Math.min(values.RATE_LIMIT_BURST, values.RATE_LIMIT_PER_MINUTE),
    authPerMinute: values.AUTH_LIMIT_PER_MINUTE,
    bootstrapAdmin:
      values.BOOTSTRAP_ADMIN_EMAIL && values.BOOTSTRAP_ADMIN_PASSWORD
        ? { email: values.BOOTSTRAP_ADMIN_EMAIL, password: values.BOOTSTRAP_ADMIN_PASSWORD }
        : undefined,
  })
}

/** The mounted key, or one that lives as long as the process: sessions then end at a restart, and nothing can be forged. */
function signingKey(file) {
  if (file === undefined) return randomBytes(64)
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')
  if (key.length < 64) throw new Error('Invalid configuration. JWT_SECRET_FILE: must hold at least 64 random bytes, base64url')
  return key
}

function list(text) {
  return text.split(',').map((part) => part.trim()).filter(Boolean)
}
