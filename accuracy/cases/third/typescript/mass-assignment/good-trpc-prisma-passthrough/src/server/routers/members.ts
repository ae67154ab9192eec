import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { adminProcedure, protectedProcedure, router } from '../trpc'

const Invite = z
  .object({
    email: z.string().email(),
    name: z.string().min(1).max(80),
    locale: z.enum(['en', 'de', 'fr']).default('en'),
  })
  .strict()

export const membersRouter = router({
  list: protectedProcedure.input(z.object({ cursor: z.string().uuid().optional() })).query(({ ctx, input }) =>
    ctx.prisma.member.findMany({
      where: { teamId: ctx.session.teamId },
      select: { id: true, name: true, role: true },
      orderBy: { id: 'asc' },
      take: 50,
      ...(input.cursor && { cursor: { id: input.cursor }, skip: 1 }),
    }),
  ),

  invite: protectedProcedure.input(Invite).mutation(async ({ ctx, input }) => {
    const seats = await ctx.prisma.member.count({ where: { teamId: ctx.session.teamId } })
    if (seats >= ctx.session.seatLimit) throw new TRPCError({ code: 'FORBIDDEN', message: 'All seats are taken' })
    const member = await ctx.prisma.member.create({
      data: { teamId: ctx.session.teamId, invitedById: ctx.session.userId, ...input },
      select: { id: true, email: true },
    })
    await ctx.mail.sendInvite(member.email)
    return member
  }),

  remove: adminProcedure.input(z.object({ id: z.string().uuid() })).mutation(async ({ ctx, input }) => {
    const { count } = await ctx.prisma.member.deleteMany({ where: { id: input.id, teamId: ctx.session.teamId } })
    if (count === 0) throw new TRPCError({ code: 'NOT_FOUND' })
  }),
})
