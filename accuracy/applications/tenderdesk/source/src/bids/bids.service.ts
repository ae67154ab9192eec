import { ConflictException, Inject, Injectable, NotFoundException } from '@nestjs/common';
import { and, asc, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import { aBid, aTender } from '../access/ability.js';
import { ensure } from '../access/policy.js';
import { Audit } from '../common/audit.service.js';
import { Database } from '../db/database.js';
import { paged, Paging, window } from '../db/paging.js';
import { bids, organisations, tenders } from '../db/schema.js';
import type { Actor } from '../identity/session.service.js';
import { Tenders } from '../tenders/tenders.service.js';

export const Offer = z.object({ cents: z.number().int().positive().max(1e12), offer: z.string().trim().min(10).max(20_000) });

@Injectable()
export class Bids {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Tenders) private readonly tenders: Tenders,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  /** Handing in again replaces the bid. The tender is locked, so the deadline cannot pass in between. */
  async handIn(actor: Actor, tenderId: string, offer: z.infer<typeof Offer>) {
    return this.database.db.transaction(async (tx) => {
      const tender = await this.tenders.load(tenderId, tx, true);
      ensure(actor, 'read', aTender(tender));
      if (tender.state !== 'open' || tender.deadline <= new Date() || tender.organisationId === actor.organisationId) throw new ConflictException();
      const [bid] = await tx
        .insert(bids)
        .values({ ...offer, tenderId, organisationId: actor.organisationId })
        .onConflictDoUpdate({ target: [bids.tenderId, bids.organisationId], set: { ...offer, handedIn: new Date() } })
        .returning({ id: bids.id });
      await this.audit.note(actor, 'bid.handed-in', `bid:${bid!.id}`, tx);
      return bid!;
    });
  }

  async mine(actor: Actor, query: z.infer<typeof Paging>) {
    const { limit, offset } = window(query);
    const rows = await this.database.db
      .select({ id: bids.id, tenderId: bids.tenderId, title: tenders.title, cents: bids.cents, awarded: bids.awarded })
      .from(bids)
      .innerJoin(tenders, eq(tenders.id, bids.tenderId))
      .where(eq(bids.organisationId, actor.organisationId))
      .orderBy(asc(tenders.deadline), bids.id)
      .limit(limit)
      .offset(offset);
    return paged(rows, query);
  }

  async read(actor: Actor, id: string) {
    const [found] = await this.database.db
      .select({ bid: bids, buyerId: tenders.organisationId, state: tenders.state })
      .from(bids)
      .innerJoin(tenders, eq(tenders.id, bids.tenderId))
      .where(eq(bids.id, id));
    if (!found) throw new NotFoundException();
    const opened = found.state === 'closed' || found.state === 'awarded';
    ensure(actor, 'read', aBid({ organisationId: found.bid.organisationId, buyerId: found.buyerId, opened }));
    return found.bid;
  }

  /** The opening: rows come in steps by key, each a line of the CSV. */
  async *opening(actor: Actor, tenderId: string): AsyncGenerator<string> {
    const tender = await this.tenders.load(tenderId);
    ensure(actor, 'export', aTender(tender));
    if (tender.state === 'draft' || tender.state === 'open') throw new ConflictException();
    await this.audit.note(actor, 'bids.exported', `tender:${tenderId}`);
    yield 'bid,organisation,amount\r\n';
    for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
      const rows = await this.database.db
        .select({ id: bids.id, name: organisations.name, cents: bids.cents })
        .from(bids)
        .innerJoin(organisations, eq(organisations.id, bids.organisationId))
        .where(and(eq(bids.tenderId, tenderId), gt(bids.id, last)))
        .orderBy(bids.id)
        .limit(200);
      const end = rows.at(-1);
      if (!end) return;
      for (const row of rows) yield `${[row.id, row.name, (row.cents / 100).toFixed(2)].map(cell).join(',')}\r\n`;
      last = end.id;
    }
  }
}

export function cell(text: string) {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
