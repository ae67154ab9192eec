import { Type, type Static, type TObject } from '@sinclair/typebox';
import { trusted, type FilterQuery, type SortOrder } from 'mongoose';

export const Paging = Type.Object({
  page: Type.Integer({ minimum: 1, maximum: 500, default: 1 }),
  size: Type.Integer({ minimum: 1, maximum: 100, default: 25 }),
});
export type Paging = Static<typeof Paging>;

export const withPaging = <Extra extends TObject>(extra: Extra) => Type.Composite([Paging, extra], { additionalProperties: false });

export const slice = ({ page, size }: Paging) => ({ skip: (page - 1) * size, limit: size + 1 });
export const paged = <Row>(rows: Row[], { page, size }: Paging) => ({ items: rows.slice(0, size), page, more: rows.length > size });

const ORDERS = {
  newest: { seenAt: -1, _id: -1 },
  oldest: { seenAt: 1, _id: 1 },
  species: { species: 1, seenAt: -1 },
  count: { count: -1, _id: -1 },
} as const satisfies Record<string, Record<string, SortOrder>>;
export const Order = Type.Union((Object.keys(ORDERS) as (keyof typeof ORDERS)[]).map((name) => Type.Literal(name)), { default: 'newest' });
export const orderOf = (name: string) => ORDERS[name as keyof typeof ORDERS] ?? ORDERS.newest;

/** The filters of all models are sanitized; operators come from here alone, where values are only ever operands. */
export class Where<Row> {
  private readonly all: FilterQuery<Row>[] = [];

  is(field: keyof Row & string, value: unknown): this {
    if (value !== undefined) this.all.push({ [field]: trusted({ $eq: value }) } as FilterQuery<Row>);
    return this;
  }

  between(field: keyof Row & string, from?: Date, to?: Date): this {
    const range = { ...(from && { $gte: from }), ...(to && { $lt: to }) };
    if (from || to) this.all.push({ [field]: trusted(range) } as FilterQuery<Row>);
    return this;
  }

  words(text?: string): this {
    const plain = text?.replaceAll(/["\\-]/g, ' ').trim();
    if (plain) this.all.push({ $text: trusted({ $search: plain }) } as FilterQuery<Row>);
    return this;
  }

  build(): FilterQuery<Row> {
    return this.all.length ? ({ $and: this.all } as FilterQuery<Row>) : {};
  }
}
