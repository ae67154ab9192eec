import { createHmac } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { and, asc, eq, isNull, lt, lte } from 'drizzle-orm';
import { Database, type Executor } from '../db/database.js';
import { deliveries, organisations } from '../db/schema.js';
import { post } from './dialling.js';

const TRIES = 7;

@Injectable()
export class Feeds {
  private readonly log = new Logger(Feeds.name);
  private busy = false;

  constructor(@Inject(Database) private readonly database: Database) {}

  async queue(within: Executor, organisationId: string, body: { event: string; tender: string }) {
    await within.insert(deliveries).values({ organisationId, body });
  }

  /** One after the other; the row is claimed by moving its time, so no lock is held while somebody else's server thinks. */
  @Interval(2000)
  async deliver() {
    if (this.busy) return;
    this.busy = true;
    try {
      while (await this.deliverNext());
    } catch (error) {
      this.log.error({ err: error }, 'delivery round failed');
    } finally {
      this.busy = false;
    }
  }

  private async claim() {
    return this.database.db.transaction(async (tx) => {
      const [due] = await tx
        .select()
        .from(deliveries)
        .where(and(isNull(deliveries.doneAt), lt(deliveries.tries, TRIES), lte(deliveries.dueAt, new Date())))
        .orderBy(asc(deliveries.dueAt))
        .limit(1)
        .for('update', { skipLocked: true });
      if (!due) return undefined;
      const pause = 15_000 * 2 ** due.tries + Math.random() * 5000;
      await tx.update(deliveries).set({ tries: due.tries + 1, dueAt: new Date(Date.now() + pause) }).where(eq(deliveries.id, due.id));
      const [target] = await tx
        .select({ url: organisations.hookUrl, key: organisations.hookKey })
        .from(organisations)
        .where(eq(organisations.id, due.organisationId));
      return { due, target };
    });
  }

  private async deliverNext(): Promise<boolean> {
    const claimed = await this.claim();
    if (!claimed) return false;
    const { due, target } = claimed;
    const done = () => this.database.db.update(deliveries).set({ doneAt: new Date() }).where(eq(deliveries.id, due.id));
    if (!target?.url || !target.key) {
      await done();
      return true;
    }
    const body = JSON.stringify({ id: due.id, ...(due.body as object) });
    const moment = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', target.key).update(`${moment}.${body}`).digest('hex');
    try {
      const status = await post(target.url, body, { 'content-type': 'application/json', 'x-tender-signature': `t=${moment},v1=${signature}` });
      if (status >= 200 && status < 300) await done();
    } catch {
      this.log.warn({ delivery: due.id, tries: due.tries + 1 }, 'not delivered');
    }
    return true;
  }
}
