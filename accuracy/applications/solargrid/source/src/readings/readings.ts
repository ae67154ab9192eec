import { Readable } from 'node:stream'
import { Controller, Get, HttpCode, Injectable, NotFoundException, Post, StreamableFile } from '@nestjs/common'
import { Prisma } from '@prisma/client'
import { z } from 'zod'
import { Budget, Needs, Signed, ThisDevice, WhoAmI } from '../access/decorators'
import { type Me, ownSites } from '../access/rights'
import { Nothing, Presents, Stream } from '../platform/interceptors'
import { PrismaService } from '../platform/prisma.service'
import { Asked, Id, Sent } from '../platform/shape'

const day = 86_400_000
const tooHot = 95
const Batch = z
  .object({
    readings: z
      .array(z.object({ at: z.coerce.date(), watts: z.number().int().min(0).max(10_000_000), celsius: z.number().min(-60).max(150).optional() }).strict())
      .min(1)
      .max(200),
  })
  .strict()
type Batch = z.infer<typeof Batch>

const Span = z
  .object({ from: z.coerce.date(), to: z.coerce.date() })
  .refine(({ from, to }) => to > from && to.getTime() - from.getTime() <= 31 * day, { message: 'a month at most', path: ['to'] })
type Span = z.infer<typeof Span>

const HourView = z.object({ hour: z.date(), watts: z.number() })

/** A cell that a spreadsheet does not take for a formula. */
const cell = (value: string) => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`

@Injectable()
export class ReadingsService {
  constructor(private readonly prisma: PrismaService) {}

  /** What has come already is left as it is. Heat raises one alert for a site until somebody has seen it. */
  async take(device: { id: string; siteId: string }, { readings }: Batch) {
    await this.prisma.$transaction(async (tx) => {
      await tx.reading.createMany({ data: readings.map((reading) => ({ ...reading, deviceId: device.id })), skipDuplicates: true })
      if (!readings.some(({ celsius }) => (celsius ?? 0) >= tooHot)) return
      await tx.$queryRaw`SELECT 1 FROM "Site" WHERE id = ${device.siteId}::uuid FOR UPDATE`
      const waiting = await tx.alert.findFirst({ where: { siteId: device.siteId, acknowledgedAt: null }, select: { id: true } })
      if (!waiting) await tx.alert.create({ data: { siteId: device.siteId, text: 'An inverter is too hot' } })
    })
  }

  private async own(me: Me, siteId: string) {
    if (!(await this.prisma.site.findFirst({ where: { ...ownSites(me), id: siteId }, select: { id: true } }))) throw new NotFoundException('not-found')
  }

  async hourly(me: Me, siteId: string, { from, to }: Span) {
    await this.own(me, siteId)
    return this.prisma.$queryRaw<{ hour: Date; watts: number }[]>(Prisma.sql`
      SELECT date_trunc('hour', r.at) AS hour, avg(r.watts)::float AS watts
      FROM "Reading" r JOIN "Device" d ON d.id = r."deviceId"
      WHERE d."siteId" = ${siteId}::uuid AND r.at >= ${from} AND r.at < ${to}
      GROUP BY 1 ORDER BY 1 LIMIT 800`)
  }

  /** Reads a thousand rows at a time while the client takes them. */
  private async *lines(siteId: string, { from, to }: Span) {
    const devices = await this.prisma.device.findMany({ where: { siteId }, select: { id: true, label: true }, orderBy: { id: 'asc' }, take: 500 })
    const labels = new Map(devices.map((device) => [device.id, device.label]))
    yield 'device,at,watts,celsius\n'
    let cursor: { deviceId: string; at: Date } | undefined
    do {
      const rows = await this.prisma.reading.findMany({
        where: { deviceId: { in: [...labels.keys()] }, at: { gte: from, lt: to } },
        orderBy: [{ deviceId: 'asc' }, { at: 'asc' }],
        take: 1000,
        ...(cursor && { cursor: { deviceId_at: cursor }, skip: 1 }),
      })
      if (rows.length) yield rows.map((row) => `${cell(labels.get(row.deviceId) ?? '')},${row.at.toISOString()},${row.watts},${row.celsius ?? ''}\n`).join('')
      const last = rows.length === 1000 ? rows[rows.length - 1] : undefined
      cursor = last && { deviceId: last.deviceId, at: last.at }
    } while (cursor)
  }

  async csv(me: Me, siteId: string, span: Span) {
    await this.own(me, siteId)
    return new StreamableFile(Readable.from(this.lines(siteId, span)), { type: 'text/csv; charset=utf-8', disposition: `attachment; filename="site-${siteId}.csv"` })
  }
}

@Controller()
export class ReadingsController {
  constructor(private readonly readings: ReadingsService) {}

  @Post('ingest')
  @Signed()
  @Budget('ingest')
  @HttpCode(202)
  @Presents(Nothing)
  ingest(@ThisDevice() device: { id: string; siteId: string }, @Sent(Batch) batch: Batch) {
    return this.readings.take(device, batch)
  }

  @Get('sites/:id/readings')
  @Needs('sites.read')
  @Presents(HourView.array())
  hourly(@WhoAmI() me: Me, @Id() site: string, @Asked(Span) span: Span) {
    return this.readings.hourly(me, site, span)
  }

  @Get('sites/:id/readings.csv')
  @Needs('readings.export')
  @Budget('heavy')
  @Presents(Stream)
  csv(@WhoAmI() me: Me, @Id() site: string, @Asked(Span) span: Span) {
    return this.readings.csv(me, site, span)
  }
}
