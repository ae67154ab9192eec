import { initTRPC, TRPCError } from '@trpc/server'
import { z } from 'zod'
import type { Context } from './context'

const t = initTRPC.context<Context>().create()

const signedIn = t.procedure.use(({ ctx, next }) => {
  if (!ctx.userId) throw new TRPCError({ code: 'UNAUTHORIZED' })
  return next({ ctx: { ...ctx, userId: ctx.userId } })
})

export const appRouter = t.router({
  device: signedIn
    .input(z.object({ action: z.enum(['status', 'restart']), device: z.number().int() }))
    .mutation(async ({ ctx, input }) => {
      const actions = { status: ctx.devices.status, restart: ctx.devices.restart }
      return actions[input.action].call(ctx.devices, ctx.userId, input.device)
    }),
})

export type AppRouter = typeof appRouter
