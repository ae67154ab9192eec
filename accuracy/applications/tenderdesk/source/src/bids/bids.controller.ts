import { Readable } from 'node:stream';
import { Controller, Get, Inject, Post, Req, StreamableFile } from '@nestjs/common';
import { Throttle } from '@nestjs/throttler';
import type { Request } from 'express';
import type { z } from 'zod';
import { Can } from '../access/policy.js';
import { Id, ZodBody, ZodQuery } from '../common/zod.pipe.js';
import { Paging } from '../db/paging.js';
import { Bids, Offer } from './bids.service.js';

@Controller()
export class BidsController {
  constructor(@Inject(Bids) private readonly bids: Bids) {}

  @Can('create', 'Bid')
  @Post('tenders/:id/bids')
  handIn(@Req() { actor }: Request, @Id() id: string, @ZodBody(Offer) offer: z.infer<typeof Offer>) {
    return this.bids.handIn(actor!, id, offer);
  }

  @Can('list', 'Bid')
  @Get('bids')
  mine(@Req() { actor }: Request, @ZodQuery(Paging) query: z.infer<typeof Paging>) {
    return this.bids.mine(actor!, query);
  }

  @Can('read', 'Bid')
  @Get('bids/:id')
  read(@Req() { actor }: Request, @Id() id: string) {
    return this.bids.read(actor!, id);
  }

  @Can('export', 'Tender')
  @Throttle({ default: { limit: 10, ttl: 600_000 } })
  @Get('tenders/:id/bids.csv')
  async opening(@Req() { actor }: Request, @Id() id: string) {
    const lines = this.bids.opening(actor!, id);
    const first = await lines.next();
    const all = async function* () {
      if (!first.done) yield first.value;
      yield* lines;
    };
    return new StreamableFile(Readable.from(all()), { type: 'text/csv; charset=utf-8', disposition: 'attachment; filename="bids.csv"' });
  }
}
