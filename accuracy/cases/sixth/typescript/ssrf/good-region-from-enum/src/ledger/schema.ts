import { z } from 'zod'

export const statementQuery = z.object({
  region: z.enum(['eu-west', 'eu-north', 'us-east']),
  month: z.string().regex(/^\d{4}-\d{2}$/),
})
