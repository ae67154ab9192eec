import { randomBytes } from 'node:crypto';
import { and, asc, desc, eq, ilike, sql, type SQL } from 'drizzle-orm';
import { notFound, Problem } from '../errors.js';
import type { Db } from '../infra.js';
import { events, shipments, type Status } from '../schema.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ALLOWED: Record<Status, readonly Status[]> = {
  created: ['collected', 'returned'],
  collected: ['in_transit', 'returned'],
  in_transit: ['in_transit', 'delivered', 'returned'],
  delivered: [],
  returned: [],
};

export const SORTS = {
  newest: desc(shipments.createdAt),
  oldest: asc(shipments.createdAt),
  heaviest: desc(shipments.weightGrams),
} as const;

const STATS_ORDER = { carrier: 'carrier ASC', share: 'returned_share DESC, carrier ASC' } as const;
export type StatsOrder = keyof typeof STATS_ORDER;

/** 130 random bits: whoever has the code may follow the parcel. */
export const newCode = (): string => Array.from(randomBytes(26), (byte) => ALPHABET[byte & 31]).join('');

export interface NewShipment {
  reference: string;
  carrier: string;
  carrierNumber?: string;
  recipient: string;
  city: string;
  weightGrams: number;
}

export interface Filter {
  status?: Status;
  city?: string;
  sort: keyof typeof SORTS;
  limit: number;
  offset: number;
}

export class Shipments {
  constructor(
    private readonly db: Db,
    private readonly companyId: string,
  ) {}

  private own(...more: (SQL | undefined)[]): SQL | undefined {
    return and(eq(shipments.companyId, this.companyId), ...more);
  }

  async create({ reference, carrier, carrierNumber, recipient, city, weightGrams }: NewShipment) {
    const values = { reference, carrier, carrierNumber, recipient, city, weightGrams, companyId: this.companyId, code: newCode() };
    const [row] = await this.db.insert(shipments).values(values).returning();
    return row!;
  }

  list({ status, city, sort, limit, offset }: Filter) {
    const pattern = city && `${city.replace(/[\\%_]/g, '\\$&')}%`;
    return this.db
      .select()
      .from(shipments)
      .where(this.own(status && eq(shipments.status, status), pattern ? ilike(shipments.city, pattern) : undefined))
      .orderBy(SORTS[sort], shipments.id)
      .limit(limit)
      .offset(offset);
  }

  async get(id: string) {
    const [row] = await this.db.select().from(shipments).where(this.own(eq(shipments.id, id))).limit(1);
    if (!row) throw notFound();
    return row;
  }

  record(id: string, status: Status, place: string) {
    return appendEvent(this.db, this.own(eq(shipments.id, id)), status, place);
  }

  async carrierStats(order: StatsOrder) {
    const { rows } = await this.db.execute<{ carrier: string; total: number; returned_share: number }>(sql`
      SELECT ${shipments.carrier} AS carrier, count(*)::int AS total,
             round(avg((${shipments.status} = 'returned')::int), 3)::float AS returned_share
        FROM ${shipments}
       WHERE ${shipments.companyId} = ${this.companyId} AND ${shipments.createdAt} > now() - interval '90 days'
       GROUP BY 1
       ORDER BY ${sql.raw(STATS_ORDER[order])}
       LIMIT 50`);
    return rows;
  }
}

export async function appendEvent(db: Db, which: SQL | undefined, status: Status, place: string): Promise<{ status: Status }> {
  if (!which) throw new Error('appendEvent needs a condition');
  return db.transaction(async (tx) => {
    const [row] = await tx.select({ id: shipments.id, status: shipments.status }).from(shipments).where(which).limit(1).for('update');
    if (!row) throw notFound();
    if (!ALLOWED[row.status].includes(status)) throw new Problem(409, `A shipment that is ${row.status} cannot become ${status}`);
    await tx.insert(events).values({ shipmentId: row.id, status, place });
    await tx.update(shipments).set({ status }).where(eq(shipments.id, row.id));
    return { status };
  });
}

export async function track(db: Db, code: string) {
  const [row] = await db
    .select({ id: shipments.id, status: shipments.status, carrier: shipments.carrier, carrierNumber: shipments.carrierNumber })
    .from(shipments)
    .where(eq(shipments.code, code))
    .limit(1);
  if (!row) throw notFound();
  const steps = await db
    .select({ status: events.status, place: events.place, at: events.at })
    .from(events)
    .where(eq(events.shipmentId, row.id))
    .orderBy(desc(events.id))
    .limit(50);
  return { ...row, steps };
}
