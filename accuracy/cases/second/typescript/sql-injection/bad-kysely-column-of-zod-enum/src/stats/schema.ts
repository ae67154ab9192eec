import { z } from 'zod'

export const StatsQuery = z.object({
  by: z.string().min(1).default('country'),
  days: z.coerce.number().int().min(1).max(90).default(7),
})
export type StatsQuery = z.infer<typeof StatsQuery>
