import { ConflictException, Inject, Injectable, NotFoundException } from '@nestjs/common';
import { and, eq, gt, lte, or, sql, type SQL } from 'drizzle-orm';
import { Cron, CronExpression } from '@nestjs/schedule';
import { z } from 'zod';
import { aTender } from '../access/ability.js';
import { ensure } from '../access/policy.js';
import { Audit } from '../common/audit.service.js';
import { line } from '../common/zod.pipe.js';
import { Database, type Executor } from '../db/database.js';
import { paged, Paging, sortable, window } from '../db/paging.js';
import { bids, tenders } from '../db/schema.js';
import { Feeds } from '../feeds/feeds.service.js';
import type { Actor } from '../identity/session.service.js';

export const Listing = Paging.extend({
  q: z.string().trim().max(100).optional(),
  state: z.enum(['draft', 'open', 'closed', 'awarded']).optional(),
  sort: sortable({ deadline: tenders.deadline, title: tenders.title, created: tenders.createdAt }, 'deadline'),
});
export const Draft = z.object({
  title: line(160),
  description: z.string().trim().min(20).max(20_000),
  deadline: z.coerce.date().refine((date) => date.getTime() > Date.now() + 24 * 3_600_000, 'a day ahead at least'),
});

@Injectable()
export class Tenders {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Audit) private readonly audit: Audit,
    @Inject(Feeds) private readonly feeds: Feeds,
  ) {}

  async list(actor: Actor, query: z.infer<typeof Listing>) {
    const conditions: (SQL | undefined)[] = [or(sql`${tenders.state} <> 'draft'`, this.mine(actor))];
    if (query.state) conditions.push(eq(tenders.state, query.state));
    if (query.q) {
      const words = sql`websearch_to_tsquery('simple', ${query.q})`;
      conditions.push(sql`to_tsvector('simple', ${tenders.title} || ' ' || ${tenders.description}) @@ ${words}`);
    }
    const { limit, offset } = window(query);
    const rows = await this.database.db
      .select({ id: tenders.id, title: tenders.title, state: tenders.state, deadline: tenders.deadline })
      .from(tenders)
      .where(and(...conditions))
      .orderBy(query.sort, tenders.id)
      .limit(limit)
      .offset(offset);
    return paged(rows, query);
  }

  private mine(actor: Actor) {
    return actor.role === 'supplier' ? undefined : eq(tenders.organisationId, actor.organisationId);
  }

  async read(actor: Actor, id: string) {
    const tender = await this.load(id);
    ensure(actor, 'read', aTender(tender));
    return tender;
  }

  async create(actor: Actor, draft: z.infer<typeof Draft>) {
    const [made] = await this.database.db
      .insert(tenders)
      .values({ ...draft, organisationId: actor.organisationId })
      .returning();
    await this.audit.note(actor, 'tender.created', `tender:${made!.id}`);
    return made!;
  }

  async change(actor: Actor, id: string, draft: z.infer<typeof Draft>) {
    ensure(actor, 'update', aTender(await this.load(id)));
    const [changed] = await this.database.db
      .update(tenders)
      .set(draft)
      .where(and(eq(tenders.id, id), eq(tenders.state, 'draft')))
      .returning();
    if (!changed) throw new ConflictException();
    await this.audit.note(actor, 'tender.changed', `tender:${id}`);
    return changed;
  }

  async publish(actor: Actor, id: string) {
    ensure(actor, 'update', aTender(await this.load(id)));
    await this.database.db.transaction(async (tx) => {
      const moved = await tx
        .update(tenders)
        .set({ state: 'open' })
        .where(and(eq(tenders.id, id), eq(tenders.state, 'draft'), gt(tenders.deadline, new Date())))
        .returning({ id: tenders.id });
      if (moved.length === 0) throw new ConflictException();
      await this.audit.note(actor, 'tender.published', `tender:${id}`, tx);
      await this.feeds.queue(tx, actor.organisationId, { event: 'tender.published', tender: id });
    });
  }

  async award(actor: Actor, id: string, bidId: string) {
    await this.database.db.transaction(async (tx) => {
      const tender = await this.load(id, tx, true);
      ensure(actor, 'award', aTender(tender));
      if (tender.state !== 'closed') throw new ConflictException();
      const won = await tx
        .update(bids)
        .set({ awarded: true })
        .where(and(eq(bids.id, bidId), eq(bids.tenderId, id)))
        .returning({ id: bids.id });
      if (won.length === 0) throw new NotFoundException();
      await tx.update(tenders).set({ state: 'awarded' }).where(eq(tenders.id, id));
      await this.audit.note(actor, 'tender.awarded', `bid:${bidId}`, tx);
      await this.feeds.queue(tx, actor.organisationId, { event: 'tender.awarded', tender: id });
    });
  }

  async load(id: string, within: Executor = this.database.db, lock = false) {
    const query = within.select().from(tenders).where(eq(tenders.id, id));
    const [found] = lock ? await query.for('update') : await query;
    if (!found) throw new NotFoundException();
    return found;
  }

  @Cron(CronExpression.EVERY_MINUTE)
  async closeThoseThatAreDue() {
    await this.database.db
      .update(tenders)
      .set({ state: 'closed' })
      .where(and(eq(tenders.state, 'open'), lte(tenders.deadline, new Date())));
  }
}
