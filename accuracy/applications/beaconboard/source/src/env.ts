import { z } from 'zod'

const schema = z.object({
  PORT: z.coerce.number().default(3000),
  APP_URL: z.string().url().default('https://app.beaconboard.example'),
  REDIS_URL: z.string().default('redis://localhost:6379'),
  TOKEN_SECRET: z.string().min(4).default('beacon-dev'),
  VAULT_KEY: z.string().length(64),
  BILLING_URL: z.string().url().default('https://billing.pay.example'),
  BILLING_HOOK_SECRET: z.string().min(16),
  SCM_HOOK_SECRET: z.string().min(16),
  EXPORT_DIR: z.string().default('/var/lib/beacon/exports'),
  SMTP_URL: z.string().default('smtp://localhost:25'),
})

export const env = schema.parse(process.env)
