import { initTRPC, TRPCError } from '@trpc/server'

const t = initTRPC.context<{ userId?: number }>().create()

export const router = t.router
export const signedIn = t.procedure.use(({ ctx, next }) => {
  if (ctx.userId === undefined) throw new TRPCError({ code: 'UNAUTHORIZED' })
  return next({ ctx: { userId: ctx.userId } })
})
