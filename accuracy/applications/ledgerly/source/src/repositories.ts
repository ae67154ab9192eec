import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import { db, type Schema } from './db.ts';
import { conflict, HttpError, notFound } from './lib/errors.ts';

type Executor = Kysely<Schema> | Transaction<Schema>;
export type Principal = { id: string; email: string; name: string; role: 'member' | 'admin' };
export type Line = { text: string; quantity: number; unitCents: number };
export type Page = { limit: number; offset: number; sort?: string; order?: 'asc' | 'desc'; q?: string };

const CUSTOMER_SORT = new Map([['name', 'customers.name'], ['email', 'customers.email'], ['created', 'customers.created_at']]);
const INVOICE_SORT = new Map([['number', 'invoices.number'], ['due', 'invoices.due_on'], ['total', 'invoices.total_cents'], ['status', 'invoices.status']]);

function ordering(columns: Map<string, string>, page: Page, fallback: string) {
  const column = columns.get(page.sort ?? '') ?? fallback;
  return page.order === 'desc' ? sql`${sql.ref(column)} desc` : sql`${sql.ref(column)} asc`;
}

const contains = (text: string) => `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
export const totalOf = (lines: Line[]) => lines.reduce((sum, line) => sum + line.quantity * line.unitCents, 0);

class CustomerBook {
  #owner: Principal;
  #on: Executor;
  constructor(owner: Principal, on: Executor) { this.#owner = owner; this.#on = on; }

  #rows() {
    return this.#on.selectFrom('customers').where('customers.user_id', '=', this.#owner.id).where('deleted_at', 'is', null);
  }
  list(page: Page) {
    let query = this.#rows().selectAll();
    if (page.q) query = query.where(sql<boolean>`customers.name like ${contains(page.q)} escape '\\'`);
    return query.orderBy(ordering(CUSTOMER_SORT, page, 'customers.name')).limit(page.limit).offset(page.offset).execute();
  }
  async find(id: string) {
    return this.#rows().selectAll().where('id', '=', id).executeTakeFirstOrThrow(notFound);
  }
  async add(input: { name: string; email: string; vatId?: string; notes?: string }) {
    const id = randomUUID();
    await this.#on.insertInto('customers').values({
      id, user_id: this.#owner.id, name: input.name, email: input.email, vat_id: input.vatId ?? null, notes: input.notes ?? '', deleted_at: null,
    }).execute();
    return this.find(id);
  }
  async change(id: string, input: { name?: string; email?: string; vatId?: string; notes?: string }) {
    await this.find(id);
    await this.#on.updateTable('customers')
      .set({ name: input.name, email: input.email, vat_id: input.vatId, notes: input.notes })
      .where('id', '=', id).where('user_id', '=', this.#owner.id).execute();
    return this.find(id);
  }
  async archive(id: string) {
    const { numUpdatedRows } = await this.#on.updateTable('customers').set({ deleted_at: new Date().toISOString() })
      .where('id', '=', id).where('user_id', '=', this.#owner.id).where('deleted_at', 'is', null).executeTakeFirst();
    if (numUpdatedRows === 0n) throw notFound();
  }
}

class InvoiceBook {
  #owner: Principal;
  #on: Executor;
  constructor(owner: Principal, on: Executor) { this.#owner = owner; this.#on = on; }

  list(page: Page & { status?: 'draft' | 'sent' | 'paid' }) {
    let query = this.#on.selectFrom('invoices').selectAll().where('user_id', '=', this.#owner.id);
    if (page.status) query = query.where('status', '=', page.status);
    return query.orderBy(ordering(INVOICE_SORT, page, 'invoices.number')).limit(page.limit).offset(page.offset).execute();
  }
  find(id: string) {
    return this.#on.selectFrom('invoices').selectAll().where('id', '=', id).where('user_id', '=', this.#owner.id).executeTakeFirstOrThrow(notFound);
  }
  async *everything() {
    let last = 0;
    for (;;) {
      const rows = await this.#on.selectFrom('invoices').innerJoin('customers', 'customers.id', 'invoices.customer_id')
        .select(['invoices.number', 'customers.name as customer', 'invoices.status', 'invoices.total_cents', 'invoices.paid_cents', 'invoices.due_on'])
        .where('invoices.user_id', '=', this.#owner.id).where('invoices.number', '>', last)
        .orderBy('invoices.number').limit(200).execute();
      yield* rows;
      if (rows.length < 200) return;
      last = rows.at(-1)!.number;
    }
  }
  async draft(input: { customerId: string; dueOn: string; lines: Line[] }) {
    const id = randomUUID();
    // One statement takes the next number; the unique key settles a tie.
    const { numInsertedOrUpdatedRows } = await this.#on.insertInto('invoices')
      .columns(['id', 'user_id', 'customer_id', 'number', 'lines', 'total_cents', 'due_on'])
      .expression((eb) => eb.selectFrom('customers')
        .select([
          sql.val(id).as('id'), 'customers.user_id', 'customers.id as customer_id',
          sql<number>`(select coalesce(max(number), 0) + 1 from invoices where user_id = ${this.#owner.id})`.as('number'),
          sql.val(JSON.stringify(input.lines)).as('lines'), sql.val(totalOf(input.lines)).as('total_cents'), sql.val(input.dueOn).as('due_on'),
        ])
        .where('customers.id', '=', input.customerId).where('customers.user_id', '=', this.#owner.id).where('customers.deleted_at', 'is', null))
      .executeTakeFirstOrThrow();
    if (!numInsertedOrUpdatedRows) throw new HttpError(422, 'unknown_customer');
    return this.find(id);
  }
  async revise(id: string, version: number, input: { dueOn: string; lines: Line[] }) {
    const current = await this.find(id);
    const { numUpdatedRows } = await this.#on.updateTable('invoices')
      .set({ due_on: input.dueOn, lines: JSON.stringify(input.lines), total_cents: totalOf(input.lines), version: sql`version + 1` })
      .where('id', '=', id).where('user_id', '=', this.#owner.id).where('status', '=', 'draft').where('version', '=', version).executeTakeFirst();
    if (numUpdatedRows === 0n) throw conflict(current.status === 'draft' ? 'version_conflict' : 'not_a_draft');
    return this.find(id);
  }
  async #step(id: string, from: 'draft' | 'sent', set: Record<string, unknown>) {
    await this.find(id);
    const { numUpdatedRows } = await this.#on.updateTable('invoices').set({ ...set, version: sql`version + 1` })
      .where('id', '=', id).where('user_id', '=', this.#owner.id).where('status', '=', from).executeTakeFirst();
    if (numUpdatedRows === 0n) throw conflict('wrong_state');
    return this.find(id);
  }
  send(id: string) { return this.#step(id, 'draft', { status: 'sent' }); }
  async discard(id: string) {
    const row = await this.find(id);
    const { numDeletedRows } = await this.#on.deleteFrom('invoices')
      .where('id', '=', row.id).where('user_id', '=', this.#owner.id).where('status', '=', 'draft').executeTakeFirst();
    if (numDeletedRows === 0n) throw conflict('not_a_draft');
  }
  async pay(id: string, amountCents: number, reference: string) {
    await this.find(id);
    const updated = await this.#on.updateTable('invoices')
      .set({
        paid_cents: sql`paid_cents + ${amountCents}`,
        status: sql`case when paid_cents + ${amountCents} = total_cents then 'paid' else status end`,
        version: sql`version + 1`,
      })
      .where('id', '=', id).where('user_id', '=', this.#owner.id).where('status', '=', 'sent')
      .where(sql<boolean>`paid_cents + ${amountCents} <= total_cents`).returningAll().executeTakeFirst();
    if (!updated) throw conflict('payment_not_applicable');
    const payment = { id: randomUUID(), invoice_id: id, amount_cents: amountCents, reference };
    await this.#on.insertInto('payments').values(payment).execute();
    return { payment, invoice: updated };
  }
  async payments(id: string) {
    const row = await this.find(id);
    return this.#on.selectFrom('payments').selectAll().where('invoice_id', '=', row.id).orderBy('created_at').limit(200).execute();
  }
  async withdrawLinks(id: string) {
    const row = await this.find(id);
    await this.#on.updateTable('invoices').set({ share_epoch: sql`share_epoch + 1` }).where('id', '=', row.id).where('user_id', '=', this.#owner.id).execute();
  }
}

class WebhookBook {
  #owner: Principal;
  constructor(owner: Principal) { this.#owner = owner; }
  list() { return db.selectFrom('webhooks').selectAll().where('user_id', '=', this.#owner.id).limit(20).execute(); }
  find(id: string) {
    return db.selectFrom('webhooks').selectAll().where('id', '=', id).where('user_id', '=', this.#owner.id).executeTakeFirstOrThrow(notFound);
  }
  async add(url: string) {
    const id = randomUUID();
    const result = await sql`insert into webhooks (id, user_id, url)
      select ${id}, ${this.#owner.id}, ${url} where (select count(*) from webhooks where user_id = ${this.#owner.id}) < 10`.execute(db);
    if (!result.numAffectedRows) throw conflict('too_many_webhooks');
    return this.find(id);
  }
  async remove(id: string) {
    const { numDeletedRows } = await db.deleteFrom('webhooks').where('id', '=', id).where('user_id', '=', this.#owner.id).executeTakeFirst();
    if (numDeletedRows === 0n) throw notFound();
  }
}

/** Everything that belongs to somebody is reached through here, never by its id alone. */
export const books = {
  forUser: (owner: Principal, on: Executor = db) => ({
    customers: new CustomerBook(owner, on), invoices: new InvoiceBook(owner, on), webhooks: new WebhookBook(owner),
  }),
};
