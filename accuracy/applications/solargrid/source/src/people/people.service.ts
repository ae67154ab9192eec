import { ConflictException, Injectable, NotFoundException } from '@nestjs/common'
import type { Role } from '@prisma/client'
import { type Me, ownPeople } from '../access/rights'
import { config } from '../config'
import { digest, newSecret } from '../platform/crypto'
import { PrismaService } from '../platform/prisma.service'
import { type Paging, pageOf } from '../platform/shape'

@Injectable()
export class PeopleService {
  constructor(private readonly prisma: PrismaService) {}

  myself(me: Me) {
    return this.prisma.member.findUniqueOrThrow({ where: { id: me.id } })
  }

  rename(me: Me, name: string) {
    return this.prisma.audited(me, 'member.renamed', (tx) => tx.member.update({ where: { id: me.id }, data: { name } }))
  }

  list(me: Me, paging: Paging) {
    return this.prisma.member.findMany({ where: ownPeople(me), ...pageOf(paging) })
  }

  invite(me: Me, email: string, role: Role) {
    return this.prisma.audited(me, 'member.invited', async (tx) => {
      const ticket = newSecret()
      await tx.ticket.create({
        data: { digest: digest(ticket), purpose: 'invite', organisationId: me.organisation, email, role, endsAt: new Date(Date.now() + 7 * 86_400_000) },
      })
      await tx.mail.create({ data: { recipient: email, subject: 'An invitation', text: `Within a week: ${config.WEB_ORIGIN}/accept#${ticket}` } })
      return { id: me.organisation }
    })
  }

  /** Owners leave themselves as they are, so there is always one. */
  private async other(me: Me, id: string, change: { role?: Role; active?: boolean }, event: string) {
    if (id === me.id) throw new ConflictException('not-yourself')
    return this.prisma.audited(me, event, async (tx) => {
      const { count } = await tx.member.updateMany({ where: { ...ownPeople(me), id }, data: change })
      if (!count) throw new NotFoundException('not-found')
      await tx.session.deleteMany({ where: { memberId: id } })
      return { id }
    })
  }

  appoint = (me: Me, id: string, role: Role) => this.other(me, id, { role }, 'member.appointed')
  dismiss = (me: Me, id: string) => this.other(me, id, { active: false }, 'member.dismissed')

  journal(me: Me, before: bigint | undefined, limit: number) {
    return this.prisma.journal.findMany({ where: { organisationId: me.organisation, ...(before && { id: { lt: before } }) }, orderBy: { id: 'desc' }, take: limit })
  }
}
