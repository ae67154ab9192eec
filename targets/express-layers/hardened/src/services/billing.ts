import { appendFile, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { config } from '../config.ts';
import { transaction } from '../db/database.ts';
import { toCsv } from '../lib/csv.ts';
import { conflict, missing } from '../lib/errors.ts';
import type { User } from '../middleware/auth.ts';
import * as billing from '../repositories/billing.ts';
import { changeOrg, orgById } from '../repositories/organisations.ts';

type Row = Record<string, any>;

export const plans: Record<string, number> = { starter: 900, team: 2900, enterprise: 5900 };

const journal = (entry: Row) => appendFile(join(config.storagePath, 'billing.log'), `${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);

export const invoices = (user: User) => billing.invoicesOf(user.org_id);

export function invoice(user: User, id: number): Row {
  const found = billing.invoiceIn(user.org_id, id);
  if (!found) throw missing('Invoice');
  return found;
}

export function order(user: User, plan: string, seats: number): Row {
  const total_cents = plans[plan] * seats;
  const id = billing.addInvoice({ org_id: user.org_id, number: `DW-${Date.now().toString(36).toUpperCase()}`, plan, seats, total_cents });
  return invoice(user, id);
}

/** Pays from the credit of the organisation and switches the plan. */
export function pay(user: User, id: number): Row {
  return transaction(() => {
    const found = invoice(user, id);
    if (!billing.markPaid(user.org_id, id)) throw conflict('This invoice is not open');
    if (!billing.takeCredit(user.org_id, found.total_cents)) throw conflict('There is not enough credit');
    changeOrg(user.org_id, { plan: found.plan, seats: found.seats });
    return { ...invoice(user, id), credit_cents: orgById(user.org_id).credit_cents };
  });
}

export async function redeem(user: User, code: string): Promise<Row> {
  const voucher = billing.voucherByCode(code);
  if (!voucher) throw missing('Voucher');
  transaction(() => {
    if (!billing.addRedemption(user.org_id, code)) throw conflict('This voucher was used already');
    billing.addCredit(user.org_id, voucher.credit_cents);
  });
  await journal({ org: user.org_id, voucher: code });
  return { credit_cents: orgById(user.org_id).credit_cents };
}

export async function makeExport(user: User, ids?: number[]): Promise<Row> {
  const rows = billing.ticketsForExport(user.org_id, ids);
  const file = `${randomUUID()}.csv`;
  await writeFile(join(config.storagePath, 'exports', file), toCsv(['id', 'subject', 'body', 'status', 'priority', 'tag', 'created_at'], rows));
  const id = billing.addExport({ org_id: user.org_id, user_id: user.id, kind: 'tickets', file, rows: rows.length });
  return { id, kind: 'tickets', rows: rows.length };
}

export const exportsOf = (user: User) => billing.exportsOf(user.org_id);

export function exportFile(user: User, id: number): string {
  const found = billing.exportIn(user.org_id, id);
  if (!found) throw missing('Export');
  return join(config.storagePath, 'exports', found.file);
}
