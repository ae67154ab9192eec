import { z } from 'zod'

export const ListQuery = z.object({
  page: z.coerce.number().int().min(1).default(1),
  direction: z.string().default('asc'),
})
