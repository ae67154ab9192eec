import { Controller, Get, HttpCode, Inject, Post, Put, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { Can } from '../access/policy.js';
import { Id, ZodBody, ZodQuery } from '../common/zod.pipe.js';
import { Draft, Listing, Tenders } from './tenders.service.js';

const Award = z.object({ bid: z.string().uuid() });

@Controller('tenders')
export class TendersController {
  constructor(@Inject(Tenders) private readonly tenders: Tenders) {}

  @Can('list', 'Tender')
  @Get()
  list(@Req() { actor }: Request, @ZodQuery(Listing) query: z.infer<typeof Listing>) {
    return this.tenders.list(actor!, query);
  }

  @Can('create', 'Tender')
  @Post()
  create(@Req() { actor }: Request, @ZodBody(Draft) draft: z.infer<typeof Draft>) {
    return this.tenders.create(actor!, draft);
  }

  @Can('read', 'Tender')
  @Get(':id')
  read(@Req() { actor }: Request, @Id() id: string) {
    return this.tenders.read(actor!, id);
  }

  @Can('update', 'Tender')
  @Put(':id')
  change(@Req() { actor }: Request, @Id() id: string, @ZodBody(Draft) draft: z.infer<typeof Draft>) {
    return this.tenders.change(actor!, id, draft);
  }

  @Can('update', 'Tender')
  @Post(':id/publish')
  @HttpCode(204)
  publish(@Req() { actor }: Request, @Id() id: string) {
    return this.tenders.publish(actor!, id);
  }

  @Can('award', 'Tender')
  @Post(':id/award')
  @HttpCode(204)
  award(@Req() { actor }: Request, @Id() id: string, @ZodBody(Award) { bid }: z.infer<typeof Award>) {
    return this.tenders.award(actor!, id, bid);
  }
}
