import { Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common'
import { z } from 'zod'
import { Budget, Needs, WhoAmI } from '../access/decorators'
import type { Me } from '../access/rights'
import { Nothing, Presents } from '../platform/interceptors'
import { Asked, Id, Paging, Sent, Text } from '../platform/shape'
import { SitesService } from './sites.service'

const SiteView = z.object({ id: z.string(), name: z.string(), latitude: z.number(), longitude: z.number(), peakKilowatt: z.number(), version: z.number() })
const ForecastView = z.object({ hours: z.array(z.object({ at: z.string(), irradiance: z.number() })) })
const NewSite = z
  .object({
    name: Text(120),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    peakKilowatt: z.number().positive().max(2_000_000),
  })
  .strict()
const Changes = NewSite.partial().extend({ version: z.number().int().positive() }).strict()

@Controller('sites')
export class SitesController {
  constructor(private readonly sites: SitesService) {}

  @Get()
  @Needs('sites.read')
  @Presents(SiteView.array())
  list(@WhoAmI() me: Me, @Asked(Paging) paging: Paging) {
    return this.sites.list(me, paging)
  }

  @Get(':id')
  @Needs('sites.read')
  @Presents(SiteView)
  show(@WhoAmI() me: Me, @Id() id: string) {
    return this.sites.find(me, id)
  }

  @Get(':id/forecast')
  @Needs('sites.read')
  @Presents(ForecastView)
  forecast(@WhoAmI() me: Me, @Id() id: string) {
    return this.sites.forecast(me, id)
  }

  @Post()
  @Needs('sites.write')
  @Budget('write')
  @Presents(SiteView)
  create(@WhoAmI() me: Me, @Sent(NewSite) input: z.infer<typeof NewSite>) {
    return this.sites.create(me, input)
  }

  @Patch(':id')
  @Needs('sites.write')
  @Budget('write')
  @HttpCode(204)
  @Presents(Nothing)
  change(@WhoAmI() me: Me, @Id() id: string, @Sent(Changes) { version, ...changes }: z.infer<typeof Changes>) {
    return this.sites.change(me, id, version, changes)
  }

  @Delete(':id')
  @Needs('sites.remove')
  @Budget('write')
  @HttpCode(204)
  @Presents(Nothing)
  remove(@WhoAmI() me: Me, @Id() id: string) {
    return this.sites.remove(me, id)
  }
}
