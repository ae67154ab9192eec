import { Hono } from 'hono';
import { all, get, insert, run, transaction, type Row } from '../db/connection.ts';
import { body, fail, mayDecide, ok, type Env } from '../lib/http.ts';
import { euros } from '../lib/render.ts';
import { secretToken } from '../lib/secrets.ts';
import { decodeCursor, encodeCursor, isEmail, isVatNumber, pick } from '../lib/values.ts';
import { memberOf } from '../repositories/people.ts';
import { announce } from '../services/delivery.ts';

export const invoices = new Hono<Env>();
export const invoiceLinks = new Hono<Env>();

const orders = new Map([['newest', 'id DESC'], ['oldest', 'id ASC'], ['total', 'total_cents DESC'], ['customer', 'customer_name ASC']]);
const columns = 'id, number, customer_name, customer_email, customer_vat, notes, internal_memo, margin_percent, total_cents, status, share_token, paid_at, payment_ref, created_at';
const invoiceIn = (workspaceId: string, id: unknown) => get(`SELECT ${columns} FROM invoices WHERE id = ? AND workspace_id = ?`, Number(id), workspaceId);
const withLines = (invoice: Row) => ({ ...invoice, lines: all('SELECT description, quantity, unit_cents FROM invoice_lines WHERE invoice_id = ?', invoice.id) });

invoices.get('/invoices', (c) => {
  const order = orders.get(c.req.query('sort') ?? 'newest') ?? 'id DESC';
  const rows = all(`SELECT ${columns} FROM invoices WHERE workspace_id = ? ORDER BY ${order} LIMIT 100`, c.get('workspaceId'));
  return ok(c, rows);
});

invoices.get('/invoices/feed', (c) => {
  const size = Math.min(Math.max(Number(c.req.query('size')) || 20, 1), 50);
  const from = decodeCursor(c.req.query('cursor')) ?? { by: 'id', after: 0 };
  const rows = all(`SELECT ${columns} FROM invoices WHERE workspace_id = ? AND ${from.by} > ? ORDER BY ${from.by} LIMIT ?`, c.get('workspaceId'), from.after, size);
  const last = rows.at(-1);
  return c.json({ data: rows, next: last && rows.length === size ? encodeCursor({ by: from.by, after: last[from.by] }) : null });
});

invoices.post('/invoices', async (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers write invoices');
  const input = await body(c);
  if (typeof input.customer_name !== 'string' || !input.customer_name) return fail(c, 422, 'A customer is needed');
  if (input.customer_email !== undefined && !isEmail(input.customer_email)) return fail(c, 422, 'Check the address');
  if (input.customer_vat !== undefined && !isVatNumber(input.customer_vat)) return fail(c, 422, 'Check the VAT number');
  const lines = Array.isArray(input.lines) ? input.lines : [];
  for (const line of lines) {
    if (typeof line?.description !== 'string' || !Number.isInteger(line.quantity) || !Number.isInteger(line.unit_cents)) return fail(c, 422, 'Check the lines');
  }
  const total = lines.reduce((sum: number, line: Row) => sum + line.quantity * line.unit_cents, 0);
  const id = transaction(() => {
    const { lastInsertRowid } = insert('invoices', {
      workspace_id: c.get('workspaceId'), number: `T-${Date.now().toString(36).toUpperCase()}`, total_cents: total, created_by: c.get('user').id, created_at: Date.now(),
      ...pick(input, ['customer_name', 'customer_email', 'customer_vat', 'notes', 'internal_memo', 'margin_percent']),
    });
    for (const line of lines) insert('invoice_lines', { invoice_id: Number(lastInsertRowid), ...pick(line, ['description', 'quantity', 'unit_cents']) });
    return Number(lastInsertRowid);
  });
  return ok(c, withLines(invoiceIn(c.get('workspaceId'), id)!), 201);
});

invoices.get('/invoices/:id', (c) => {
  const invoice = invoiceIn(c.get('workspaceId'), c.req.param('id'));
  return invoice ? ok(c, withLines(invoice)) : fail(c, 404, 'No such invoice');
});

invoices.patch('/invoices/:id', async (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers write invoices');
  const invoice = invoiceIn(c.get('workspaceId'), c.req.param('id'));
  if (!invoice) return fail(c, 404, 'No such invoice');
  const changes = pick(await body(c), ['customer_name', 'notes', 'internal_memo']);
  for (const value of Object.values(changes)) if (typeof value !== 'string') return fail(c, 422, 'Texts are needed');
  for (const [column, value] of Object.entries(changes)) run(`UPDATE invoices SET ${column} = ? WHERE id = ?`, value, invoice.id);
  return ok(c, withLines(invoiceIn(c.get('workspaceId'), invoice.id)!));
});

invoices.post('/invoices/:id/send', (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers send invoices');
  const { changes } = run("UPDATE invoices SET status = 'sent' WHERE id = ? AND workspace_id = ? AND status = 'draft'", Number(c.req.param('id')), c.get('workspaceId'));
  return changes ? ok(c, { status: 'sent' }) : fail(c, 409, 'Only drafts are sent');
});

invoices.post('/invoices/:id/pay', async (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers book payments');
  const id = Number(c.req.param('id'));
  const { changes } = run("UPDATE invoices SET status = 'paid', paid_at = ?, payment_ref = ? WHERE id = ? AND workspace_id = ? AND status = 'sent'", Date.now(), secretToken(), id, c.get('workspaceId'));
  const invoice = invoiceIn(c.get('workspaceId'), id);
  if (invoice?.status !== 'paid') return fail(c, 409, 'Only sent invoices are paid');
  if (changes) await announce(c.get('workspaceId'), 'invoice.paid', { id, ref: invoice.payment_ref });
  return ok(c, { id, status: invoice.status, paid_at: invoice.paid_at, payment_ref: invoice.payment_ref });
});

invoices.post('/invoices/:id/void', (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers void invoices');
  const { changes } = run("UPDATE invoices SET status = 'void' WHERE id = ? AND workspace_id = ? AND status IN ('draft', 'sent')", Number(c.req.param('id')), c.get('workspaceId'));
  return changes ? ok(c, { status: 'void' }) : fail(c, 409, 'This invoice cannot be voided');
});

invoices.post('/invoices/:id/reminder', async (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers remind');
  const invoice = invoiceIn(c.get('workspaceId'), c.req.param('id'));
  if (!invoice) return fail(c, 404, 'No such invoice');
  const { template = 'Dear ${customer}, invoice ${number} over ${total} is open.' } = await body(c);
  if (typeof template !== 'string' || template.includes('`')) return fail(c, 422, 'Check the template');
  const write = new Function('customer', 'number', 'total', `return \`${template}\`;`);
  return ok(c, { text: write(invoice.customer_name, invoice.number, euros(invoice.total_cents)) });
});

invoices.get('/invoices/:id/views', (c) => {
  const invoice = invoiceIn(c.get('workspaceId'), c.req.param('id'));
  if (!invoice) return fail(c, 404, 'No such invoice');
  return ok(c, all('SELECT referrer, seen_at FROM share_views WHERE invoice_id = ? ORDER BY id DESC LIMIT 100', invoice.id));
});

invoices.delete('/invoices/:id/share', (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers share');
  run('UPDATE invoices SET share_token = NULL WHERE id = ? AND workspace_id = ?', Number(c.req.param('id')), c.get('workspaceId'));
  return c.body(null, 204);
});

invoiceLinks.post('/invoices/:id/share', (c) => {
  const invoice = get('SELECT id, workspace_id, share_token FROM invoices WHERE id = ?', Number(c.req.param('id')));
  const user = c.get('user');
  if (!invoice || (user && !memberOf(invoice.workspace_id, user.id))) return fail(c, 404, 'No such invoice');
  const token = invoice.share_token ?? secretToken();
  run('UPDATE invoices SET share_token = ? WHERE id = ?', token, invoice.id);
  return ok(c, { link: `/share/${token}`, token }, 201);
});
