import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  DATABASE_PATH: z.string().min(1).default(':memory:'),
  UPLOAD_DIR: z.string().min(1).optional(),
  JWT_SECRET_FILE: z.string().min(1).optional(),
  TRUSTED_PROXIES: z.string().default(''),
  ALLOWED_ORIGINS: z.string().default(''),
  IMPORT_ALLOWED_HOSTS: z.string().default('feeds.supplier.example'),
  MAIL_API_URL: z.url({ protocol: /^https$/ }).optional(),
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
    metricsPort: values.METRICS_PORT,
    databasePath: values.DATABASE_PATH,
    uploadDir: values.UPLOAD_DIR,
    signingKey: signingKey(values.JWT_SECRET_FILE),
    issuer: 'shop-api',
    audience: 'shop-clients',
    accessSeconds: 600,
    refreshIdleSeconds: 7 * 86_400,
    sessionSeconds: 30 * 86_400,
    resetSeconds: 1800,
    trustedProxies: list(values.TRUSTED_PROXIES),
    allowedOrigins: list(values.ALLOWED_ORIGINS),
    importAllowedHosts: list(values.IMPORT_ALLOWED_HOSTS),
    mailApiUrl: values.MAIL_API_URL,
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
