import type { Selectable } from 'kysely';
import type { Schema } from './db.ts';
import type { Line, Principal } from './repositories.ts';

export const userView = (user: Principal) => ({ id: user.id, email: user.email, name: user.name, role: user.role });

export const customerView = (row: Selectable<Schema['customers']>) => ({
  id: row.id, name: row.name, email: row.email, vatId: row.vat_id, notes: row.notes, createdAt: row.created_at,
});

export const invoiceView = (row: Selectable<Schema['invoices']>) => ({
  id: row.id, customerId: row.customer_id, number: row.number, status: row.status, lines: JSON.parse(row.lines) as Line[],
  totalCents: row.total_cents, paidCents: row.paid_cents, dueOn: row.due_on, version: row.version,
});

export const sharedInvoiceView = (row: Selectable<Schema['invoices']>, from: string, to: string) => ({
  number: row.number, from, to, status: row.status, lines: JSON.parse(row.lines) as Line[],
  totalCents: row.total_cents, paidCents: row.paid_cents, dueOn: row.due_on,
});

export const paymentView = (row: { id: string; amount_cents: number; reference: string }) => ({
  id: row.id, amountCents: row.amount_cents, reference: row.reference,
});
