import { BadRequestException, ForbiddenException, Injectable, UnauthorizedException } from '@nestjs/common'
import type { Me } from '../access/rights'
import { config } from '../config'
import { BudgetService } from '../platform/budget.service'
import { digest, hashPassword, newSecret, passwordFits } from '../platform/crypto'
import { PrismaService, type Tx } from '../platform/prisma.service'

@Injectable()
export class AuthService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly budgets: BudgetService,
  ) {}

  async signIn(email: string, password: string): Promise<{ token: string }> {
    await this.budgets.spend('account', email)
    const member = await this.prisma.member.findUnique({ where: { email }, select: { id: true, organisationId: true, passwordHash: true, active: true } })
    const fits = await passwordFits(member?.passwordHash, password)
    if (!member || !fits || !member.active) throw new UnauthorizedException('wrong-credentials')
    const token = newSecret()
    await this.prisma.audited({ id: member.id, organisation: member.organisationId }, 'session.started', (tx) =>
      tx.session.create({ data: { digest: digest(token), memberId: member.id }, select: { id: true } }),
    )
    return { token }
  }

  signOut(me: Me) {
    return this.prisma.audited(me, 'session.ended', async (tx) => {
      await tx.session.deleteMany({ where: { id: me.session, memberId: me.id } })
      return { id: me.session }
    })
  }

  signOutEverywhere(me: Me) {
    return this.prisma.audited(me, 'sessions.ended', async (tx) => {
      await tx.session.deleteMany({ where: { memberId: me.id } })
      return { id: me.id }
    })
  }

  async changePassword(me: Me, current: string, next: string) {
    await this.budgets.spend('account', me.id)
    const member = await this.prisma.member.findUnique({ where: { id: me.id }, select: { passwordHash: true } })
    if (!(await passwordFits(member?.passwordHash, current))) throw new ForbiddenException('wrong-credentials')
    const passwordHash = await hashPassword(next)
    return this.prisma.audited(me, 'password.changed', async (tx) => {
      await tx.session.deleteMany({ where: { memberId: me.id } })
      return tx.member.update({ where: { id: me.id }, data: { passwordHash }, select: { id: true } })
    })
  }

  /** Whoever asks learns nothing; the mail goes out later. */
  async forgot(email: string) {
    await this.prisma.$transaction(async (tx) => {
      const member = await tx.member.findFirst({ where: { email, active: true }, select: { id: true, organisationId: true } })
      if (!member) return
      const ticket = newSecret()
      await tx.ticket.deleteMany({ where: { memberId: member.id, purpose: 'reset' } })
      await tx.ticket.create({
        data: { digest: digest(ticket), purpose: 'reset', memberId: member.id, organisationId: member.organisationId, email, endsAt: new Date(Date.now() + 30 * 60_000) },
      })
      await tx.mail.create({ data: { recipient: email, subject: 'A new password', text: `Within half an hour: ${config.WEB_ORIGIN}/reset#${ticket}` } })
    })
  }

  /** Whoever deletes the ticket has it; a second try finds none. */
  private async redeem(tx: Tx, secret: string, purpose: 'reset' | 'invite') {
    const where = { digest: digest(secret), purpose, endsAt: { gt: new Date() } }
    const ticket = await tx.ticket.findFirst({ where })
    const { count } = await tx.ticket.deleteMany({ where })
    if (!ticket || count !== 1) throw new BadRequestException('ticket-invalid')
    return ticket
  }

  async reset(secret: string, password: string) {
    const passwordHash = await hashPassword(password)
    await this.prisma.$transaction(async (tx) => {
      const { memberId, organisationId } = await this.redeem(tx, secret, 'reset')
      const { count } = await tx.member.updateMany({ where: { id: memberId ?? '', active: true }, data: { passwordHash } })
      if (!memberId || count !== 1) throw new BadRequestException('ticket-invalid')
      await tx.session.deleteMany({ where: { memberId } })
      await tx.journal.create({ data: { organisationId, memberId, event: 'password.reset', subject: memberId } })
    })
  }

  async accept(secret: string, name: string, password: string) {
    const passwordHash = await hashPassword(password)
    await this.prisma.$transaction(async (tx) => {
      const { email, role, organisationId } = await this.redeem(tx, secret, 'invite')
      if (await tx.member.findUnique({ where: { email }, select: { id: true } })) throw new BadRequestException('ticket-invalid')
      const { id } = await tx.member.create({ data: { email, name, role, organisationId, passwordHash }, select: { id: true } })
      await tx.journal.create({ data: { organisationId, memberId: id, event: 'member.joined', subject: id } })
    })
  }
}
