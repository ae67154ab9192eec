import { Controller, Get, HttpCode, Injectable, NotFoundException, Post } from '@nestjs/common'
import { z } from 'zod'
import { Budget, Needs, WhoAmI } from '../access/decorators'
import { type Me, ownSites } from '../access/rights'
import { Nothing, Presents } from '../platform/interceptors'
import { PrismaService } from '../platform/prisma.service'
import { Asked, Id, Paging, pageOf } from '../platform/shape'

const Listing = Paging.extend({ state: z.enum(['waiting', 'all']).default('waiting') })
type Listing = z.infer<typeof Listing>
const AlertView = z.object({ id: z.string(), text: z.string(), raisedAt: z.date(), acknowledgedAt: z.date().nullable(), site: z.object({ id: z.string(), name: z.string() }) })

@Injectable()
export class AlertsService {
  constructor(private readonly prisma: PrismaService) {}

  list(me: Me, { state, ...paging }: Listing) {
    return this.prisma.alert.findMany({
      where: { site: ownSites(me), ...(state === 'waiting' && { acknowledgedAt: null }) },
      include: { site: { select: { id: true, name: true } } },
      ...pageOf(paging),
    })
  }

  acknowledge(me: Me, id: string) {
    return this.prisma.audited(me, 'alert.acknowledged', async (tx) => {
      const { count } = await tx.alert.updateMany({ where: { id, acknowledgedAt: null, site: ownSites(me) }, data: { acknowledgedAt: new Date(), acknowledgedBy: me.id } })
      if (!count) throw new NotFoundException('not-found')
      return { id }
    })
  }
}

@Controller('alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertsService) {}

  @Get()
  @Needs('sites.read')
  @Presents(AlertView.array())
  list(@WhoAmI() me: Me, @Asked(Listing) listing: Listing) {
    return this.alerts.list(me, listing)
  }

  @Post(':id/acknowledgement')
  @Needs('alerts.acknowledge')
  @Budget('write')
  @HttpCode(204)
  @Presents(Nothing)
  acknowledge(@WhoAmI() me: Me, @Id() id: string) {
    return this.alerts.acknowledge(me, id)
  }
}
