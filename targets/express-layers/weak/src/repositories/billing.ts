import { db, now, type Row } from '../db/database.ts';
import { from, insert } from '../db/query.ts';

export const invoicesOf = (org: number) => from('invoices').where({ org_id: org }).orderBy('id', 'desc').limit(100).all();
export const invoiceIn = (org: number, id: number) => from('invoices').where({ id, org_id: org }).first();
export const addInvoice = (row: Row) => insert('invoices', { ...row, created_at: now() });
export const markPaid = (org: number, id: number) => from('invoices').where({ id, org_id: org, status: 'open' }).update({ status: 'paid', paid_at: now() });

export const voucherByCode = (code: string) => from('vouchers').where({ code }).first();
export const redemptionOf = (org: number, code: string) => from('redemptions').where({ org_id: org, code }).first();
export const addRedemption = (org: number, code: string) => insert('redemptions', { org_id: org, code, created_at: now() });
export const addCredit = (org: number, cents: number) => db.prepare('UPDATE organisations SET credit_cents = credit_cents + ? WHERE id = ?').run(cents, org);
export const takeCredit = (org: number, cents: number) => db.prepare('UPDATE organisations SET credit_cents = credit_cents - ? WHERE id = ? AND credit_cents >= ?').run(cents, org, cents).changes;

export const addExport = (row: Row) => insert('exports', { ...row, created_at: now() });
export const exportIn = (org: number, id: number) => from('exports').where({ id, org_id: org }).first();
export const exportsOf = (org: number) => from('exports').where({ org_id: org }).orderBy('id', 'desc').limit(50).all(['id', 'kind', 'rows', 'created_at']);
export function ticketsForExport(org: number, ids?: number[]): Row[] {
  const query = ids ? from('tickets').in('id', ids) : from('tickets').where({ org_id: org });
  return query.orderBy('id').limit(5000).all(['id', 'subject', 'body', 'status', 'priority', 'tag', 'created_at']);
}
