import { initTRPC, TRPCError } from '@trpc/server'
import { z } from 'zod'
import { read, store } from './documents.js'

const t = initTRPC.context<{ userId: string | null }>().create()
const signedIn = t.procedure.use(({ ctx, next }) => {
  if (!ctx.userId) throw new TRPCError({ code: 'UNAUTHORIZED' })
  return next({ ctx: { userId: ctx.userId } })
})

export const appRouter = t.router({
  store: signedIn
    .input(z.object({ content: z.string().max(20_000) }))
    .mutation(({ ctx, input }) => store(ctx.userId, input.content)),
  read: signedIn.input(z.object({ id: z.string().uuid() })).query(({ ctx, input }) => read(ctx.userId, input.id)),
})
