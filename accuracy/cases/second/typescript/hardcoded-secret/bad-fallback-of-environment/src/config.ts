import { z } from 'zod'

const Environment = z.object({
  PORT: z.coerce.number().default(3000),
  SESSION_KEY: z.string().min(32).default('8f3b61c09e4d4f2795ad1c7be20f6d84'),
  PUBLIC_URL: z.url().default('https://app.example.com'),
})

export const config = Environment.parse(process.env)
