import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Controller, Delete, Get, HttpCode, Injectable, NotFoundException, Param, ParseUUIDPipe, Post, Query, Res, UnprocessableEntityException, UploadedFile, UseInterceptors } from '@nestjs/common'
import { FileInterceptor } from '@nestjs/platform-express'
import { Throttle } from '@nestjs/throttler'
import { InjectRepository } from '@nestjs/typeorm'
import { IsString, Length } from 'class-validator'
import type { Response } from 'express'
import type { Repository } from 'typeorm'
import { Ability } from '../common/ability.js'
import { Can, Me } from '../common/access.js'
import { config } from '../config.js'
import { Paper, Shipment } from '../entities.js'
import { Shipments } from '../shipments/shipments.service.js'

const MAGIC = [['pdf', Buffer.from('%PDF-')], ['png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])]] as const
const TYPES = { pdf: 'application/pdf', png: 'image/png' } as const

class Title {
  @IsString() @Length(1, 120) title: string
}

@Injectable()
export class Papers {
  constructor(@InjectRepository(Paper) private readonly rows: Repository<Paper>, private readonly shipments: Shipments) {}

  private place = (paper: Pick<Paper, 'id' | 'kind'>) => path.join(config().paperDir, `${paper.id}.${paper.kind}`)

  /** Whoever may read the shipment may read its papers. */
  async list(ability: Ability, shipmentId: string) {
    const shipment = await this.shipments.one(ability, shipmentId)
    return this.rows.find({ where: ability.where('read', Paper, { shipmentId: shipment.id }), select: { id: true, title: true, kind: true, bytes: true, createdAt: true }, order: { createdAt: 'ASC' }, take: 100 })
  }

  async one(ability: Ability, shipmentId: string, id: string, action: 'read' | 'delete' = 'read') {
    const shipment = await this.shipments.one(ability, shipmentId)
    const paper = await this.rows.findOneBy(ability.where(action, Paper, { id, shipmentId: shipment.id }))
    if (!paper) throw new NotFoundException()
    return { paper, file: this.place(paper) }
  }

  async keep(ability: Ability, shipmentId: string, title: string, upload: Express.Multer.File | undefined) {
    const shipment = await this.shipments.one(ability, shipmentId)
    const kind = upload && MAGIC.find(([, magic]) => upload.buffer.subarray(0, magic.length).equals(magic))?.[0]
    if (!upload || !kind) throw new UnprocessableEntityException('a PDF or PNG is wanted')
    if ((await this.rows.countBy({ shipmentId: shipment.id })) >= 100) throw new UnprocessableEntityException('at most 100 papers')
    const paper = this.rows.create({ firmId: shipment.firmId, shipmentId: shipment.id, title, kind, bytes: upload.size })
    await this.rows.save(paper)
    try {
      await writeFile(this.place(paper), upload.buffer, { flag: 'wx', mode: 0o640 })
    } catch (err) {
      await this.rows.delete({ id: paper.id })
      throw err
    }
    return { id: paper.id }
  }

  async remove(ability: Ability, shipmentId: string, id: string) {
    const { paper, file } = await this.one(ability, shipmentId, id, 'delete')
    await this.rows.delete({ id: paper.id })
    await rm(file, { force: true })
  }
}

@Controller('shipments/:id/papers')
export class PapersController {
  constructor(private readonly papers: Papers) {}

  @Can('read', Shipment) @Get()
  list(@Me() ability: Ability, @Param('id', ParseUUIDPipe) id: string) {
    return this.papers.list(ability, id)
  }

  @Can('create', Paper) @Post() @Throttle({ default: { limit: 20, ttl: 60_000 } })
  @UseInterceptors(FileInterceptor('paper', { limits: { fileSize: 6_000_000, files: 1, fields: 4, parts: 5 } }))
  add(@Me() ability: Ability, @Param('id', ParseUUIDPipe) id: string, @Query() { title }: Title, @UploadedFile() upload: Express.Multer.File | undefined) {
    return this.papers.keep(ability, id, title, upload)
  }

  @Can('read', Paper) @Get(':paper')
  async fetch(@Me() ability: Ability, @Param('id', ParseUUIDPipe) id: string, @Param('paper', ParseUUIDPipe) paperId: string, @Res() res: Response) {
    const { paper, file } = await this.papers.one(ability, id, paperId)
    await new Promise<void>((ok, no) =>
      res.download(file, `paper.${paper.kind}`, { headers: { 'Content-Type': TYPES[paper.kind], 'Cache-Control': 'private, no-store' }, cacheControl: false }, (err) => (err ? no(err) : ok())),
    )
  }

  @Can('delete', Paper) @Delete(':paper') @HttpCode(204)
  remove(@Me() ability: Ability, @Param('id', ParseUUIDPipe) id: string, @Param('paper', ParseUUIDPipe) paperId: string) {
    return this.papers.remove(ability, id, paperId)
  }
}
