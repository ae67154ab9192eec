import { ConflictException, Injectable, NotFoundException } from '@nestjs/common'
import { type Me, ownSites } from '../access/rights'
import { PrismaService } from '../platform/prisma.service'
import { type Paging, pageOf } from '../platform/shape'
import { Weather } from './weather'

export interface SiteInput {
  name: string
  latitude: number
  longitude: number
  peakKilowatt: number
}

@Injectable()
export class SitesService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly weather: Weather,
  ) {}

  list(me: Me, paging: Paging) {
    return this.prisma.site.findMany({ where: ownSites(me), ...pageOf(paging) })
  }

  async find(me: Me, id: string) {
    const site = await this.prisma.site.findFirst({ where: { ...ownSites(me), id } })
    if (!site) throw new NotFoundException('not-found')
    return site
  }

  create(me: Me, { name, latitude, longitude, peakKilowatt }: SiteInput) {
    return this.prisma.audited(me, 'site.created', (tx) =>
      tx.site.create({ data: { name, latitude, longitude, peakKilowatt, organisationId: me.organisation } }),
    )
  }

  /** Changes only what the client has seen. */
  change(me: Me, id: string, version: number, { name, latitude, longitude, peakKilowatt }: Partial<SiteInput>) {
    return this.prisma.audited(me, 'site.changed', async (tx) => {
      const { count } = await tx.site.updateMany({
        where: { ...ownSites(me), id, version },
        data: { name, latitude, longitude, peakKilowatt, version: { increment: 1 } },
      })
      if (!count) throw new ConflictException('changed-meanwhile')
      return { id }
    })
  }

  remove(me: Me, id: string) {
    return this.prisma.audited(me, 'site.removed', async (tx) => {
      const { count } = await tx.site.updateMany({ where: { ...ownSites(me), id }, data: { removedAt: new Date() } })
      if (!count) throw new NotFoundException('not-found')
      return { id }
    })
  }

  async forecast(me: Me, id: string) {
    const { latitude, longitude } = await this.find(me, id)
    return this.weather.at(latitude, longitude)
  }
}
