import { z } from 'zod'

export const statementQuery = z.object({
  region: z.string().trim().toLowerCase().min(2).max(60),
  month: z.string().regex(/^\d{4}-\d{2}$/),
})
