import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { keysOf, revoke } from './deploy-keys.repository.js'
import { router, userProcedure } from './trpc.js'

export const appRouter = router({
  deployKeys: router({
    list: userProcedure.query(({ ctx }) => keysOf(ctx.userId)),
    revoke: userProcedure.input(z.object({ id: z.string().uuid() })).mutation(async ({ ctx, input }) => {
      const done = await revoke(ctx.userId, input.id)
      if (!done) throw new TRPCError({ code: 'NOT_FOUND' })
      return { id: input.id }
    }),
  }),
})
