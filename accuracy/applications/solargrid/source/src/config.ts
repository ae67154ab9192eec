import { z } from 'zod'

const key = z.string().transform((text, ctx) => {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== 32) ctx.addIssue({ code: 'custom', message: '32 bytes in base64' })
  return bytes
})

const Settings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']),
  PORT: z.coerce.number().int().default(3000),
  DATABASE_URL: z.string().url(),
  REDIS_URL: z.string().url(),
  DEVICE_KEY_SEAL: key,
  WEB_ORIGIN: z.string().url(),
  SMTP_URL: z.string().url(),
  WEATHER_TOKEN: z.string().min(1),
})

function load() {
  const result = Settings.safeParse(process.env)
  if (result.success) return Object.freeze(result.data)
  throw new Error(`Settings: ${result.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`).join(', ')}`)
}

export const config = load()
export const inProduction = config.NODE_ENV === 'production'
