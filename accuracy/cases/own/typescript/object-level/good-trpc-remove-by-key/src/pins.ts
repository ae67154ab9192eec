import { TRPCError, initTRPC } from '@trpc/server'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { db } from './database.js'
import { pins } from './tables.js'

const t = initTRPC.context<{ session?: { userId: string } }>().create()
const personal = t.procedure.use(({ ctx, next }) => {
  if (!ctx.session) throw new TRPCError({ code: 'UNAUTHORIZED' })
  return next({ ctx: { userId: ctx.session.userId } })
})

export const pinRouter = t.router({
  remove: personal.input(z.object({ pin: z.uuid() })).mutation(async ({ ctx, input }) => {
    await db.delete(pins).where(and(eq(pins.id, input.pin), eq(pins.keeper, ctx.userId)))
  }),
})
