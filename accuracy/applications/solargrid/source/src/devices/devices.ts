import { randomUUID } from 'node:crypto'
import { ConflictException, Controller, Delete, Get, HttpCode, Injectable, NotFoundException, Post } from '@nestjs/common'
import { z } from 'zod'
import { Budget, Needs, WhoAmI } from '../access/decorators'
import { type Me, ownSites } from '../access/rights'
import { newSecret, seal } from '../platform/crypto'
import { Nothing, Presents } from '../platform/interceptors'
import { PrismaService } from '../platform/prisma.service'
import { Asked, Id, Paging, Sent, Text, pageOf } from '../platform/shape'

const mostPerSite = 500

@Injectable()
export class DevicesService {
  constructor(private readonly prisma: PrismaService) {}

  list(me: Me, siteId: string, paging: Paging) {
    return this.prisma.device.findMany({ where: { siteId, active: true, site: ownSites(me) }, ...pageOf(paging) })
  }

  /** The key is told once, to whoever sets the device up. */
  async add(me: Me, siteId: string, label: string) {
    const key = newSecret()
    const id = randomUUID()
    await this.prisma.audited(me, 'device.added', async (tx) => {
      const { count } = await tx.site.updateMany({ where: { ...ownSites(me), id: siteId }, data: { version: { increment: 1 } } })
      if (!count) throw new NotFoundException('not-found')
      if ((await tx.device.count({ where: { siteId, active: true } })) >= mostPerSite) throw new ConflictException('too-many')
      return tx.device.create({ data: { id, siteId, label, sealedKey: seal(key, id) }, select: { id: true } })
    })
    return { id, key }
  }

  private change(me: Me, id: string, event: string, data: { active?: boolean; sealedKey?: string }) {
    return this.prisma.audited(me, event, async (tx) => {
      const { count } = await tx.device.updateMany({ where: { id, active: true, site: ownSites(me) }, data })
      if (!count) throw new NotFoundException('not-found')
      return { id }
    })
  }

  async renewKey(me: Me, id: string) {
    const key = newSecret()
    await this.change(me, id, 'device.rekeyed', { sealedKey: seal(key, id) })
    return { id, key }
  }

  retire = (me: Me, id: string) => this.change(me, id, 'device.retired', { active: false })
}

const DeviceView = z.object({ id: z.string(), label: z.string() })
const KeyView = z.object({ id: z.string(), key: z.string() })
const NewDevice = z.object({ label: Text(80) }).strict()

@Controller()
export class DevicesController {
  constructor(private readonly devices: DevicesService) {}

  @Get('sites/:id/devices')
  @Needs('sites.read')
  @Presents(DeviceView.array())
  list(@WhoAmI() me: Me, @Id() site: string, @Asked(Paging) paging: Paging) {
    return this.devices.list(me, site, paging)
  }

  @Post('sites/:id/devices')
  @Needs('devices.manage')
  @Budget('write')
  @Presents(KeyView)
  add(@WhoAmI() me: Me, @Id() site: string, @Sent(NewDevice) input: z.infer<typeof NewDevice>) {
    return this.devices.add(me, site, input.label)
  }

  @Post('devices/:id/key')
  @Needs('devices.manage')
  @Budget('write')
  @Presents(KeyView)
  renew(@WhoAmI() me: Me, @Id() id: string) {
    return this.devices.renewKey(me, id)
  }

  @Delete('devices/:id')
  @Needs('devices.manage')
  @Budget('write')
  @HttpCode(204)
  @Presents(Nothing)
  retire(@WhoAmI() me: Me, @Id() id: string) {
    return this.devices.retire(me, id)
  }
}
