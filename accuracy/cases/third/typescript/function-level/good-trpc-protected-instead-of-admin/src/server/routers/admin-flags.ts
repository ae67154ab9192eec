import { z } from 'zod'
import { operatorProcedure, router } from '../trpc'

const Flag = z.object({ name: z.string().regex(/^[a-z-]{2,40}$/), enabled: z.boolean() })

export const adminFlagsRouter = router({
  setForEveryone: operatorProcedure.input(Flag).mutation(async ({ ctx, input }) => {
    await ctx.db.flag.update({ where: { name: input.name }, data: { enabled: input.enabled } })
    await ctx.audit.record('flag-set', { ...input, by: ctx.user.id })
  }),
})
