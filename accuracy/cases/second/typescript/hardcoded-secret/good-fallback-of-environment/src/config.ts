import { z } from 'zod'

const Environment = z.object({
  PORT: z.coerce.number().default(3000),
  SESSION_KEY: z.string().min(32),
  PUBLIC_URL: z.url().default('https://app.example.com'),
})

export const config = Environment.parse(process.env)
