import { TRPCError } from '@trpc/server'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { db } from './db.js'
import { reminders } from './schema.js'
import { router, signedIn } from './trpc.js'

const Change = z.object({ id: z.number().int(), text: z.string().max(300) })

export const remindersRouter = router({
  create: signedIn.input(Change.omit({ id: true })).mutation(async ({ ctx, input }) => {
    await db.insert(reminders).values({ ownerId: ctx.userId, text: input.text })
  }),
  change: signedIn.input(Change).mutation(async ({ ctx, input }) => {
    const own = and(eq(reminders.id, input.id), eq(reminders.ownerId, ctx.userId))
    const changed = await db.update(reminders).set({ text: input.text }).where(own).returning()
    if (changed.length === 0) throw new TRPCError({ code: 'NOT_FOUND' })
  }),
})
