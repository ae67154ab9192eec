import { Hono } from 'hono';
import { all, get, run, transaction, type Row } from '../db/connection.ts';
import { Invalid, conflict, missing, need, needPerson, none, number, ok, query, read, type Ctx, type Env } from '../lib/http.ts';
import { euros } from '../lib/render.ts';
import { digest, secretToken, slug } from '../lib/secrets.ts';
import { digits, email, fallback, integer, list, object, oneOf, optional, text } from '../lib/validate.ts';
import { memberOf } from '../repositories/people.ts';
import { record } from '../services/audit.ts';
import { announce } from '../services/delivery.ts';

export const invoices = new Hono<Env>();
export const invoiceLinks = new Hono<Env>();

const orders = { newest: 'id DESC', oldest: 'id ASC', total: 'total_cents DESC, id DESC', customer: 'customer_name ASC, id ASC' } as const;
const columns = 'id, number, customer_name, customer_email, customer_vat, notes, internal_memo, margin_percent, total_cents, status, share_until, paid_at, payment_ref, created_at';
const texts = { customer_name: text(1, 120), notes: text(0, 2000), internal_memo: text(0, 2000) };

function invoiceIn(workspaceId: string, id: number): Row {
  const invoice = get(`SELECT ${columns} FROM invoices WHERE id = ? AND workspace_id = ?`, id, workspaceId);
  if (!invoice) throw missing('invoice');
  return { ...invoice, lines: all('SELECT description, quantity, unit_cents FROM invoice_lines WHERE invoice_id = ? ORDER BY id LIMIT 50', id) };
}

const current = (c: Ctx) => invoiceIn(c.get('workspaceId'), number(c, 'id', 'invoice'));

invoices.get('/invoices', (c) => {
  const { sort, limit, page } = query(c, { sort: fallback(oneOf(['newest', 'oldest', 'total', 'customer']), 'newest'), limit: fallback(digits(1, 100), 50), page: fallback(digits(1, 10_000), 1) });
  return ok(c, all(`SELECT ${columns} FROM invoices WHERE workspace_id = ? ORDER BY ${orders[sort]} LIMIT ? OFFSET ?`, c.get('workspaceId'), limit, (page - 1) * limit));
});

invoices.get('/invoices/feed', (c) => {
  const { cursor, size } = query(c, { cursor: fallback(digits(0, 1e13), 0), size: fallback(digits(1, 50), 20) });
  const rows = all(`SELECT ${columns} FROM invoices WHERE workspace_id = ? AND id > ? ORDER BY id LIMIT ?`, c.get('workspaceId'), cursor, size);
  return c.json({ data: rows, next: rows.length === size ? rows.at(-1)!.id : null });
});

invoices.post('/invoices', async (c) => {
  need(c, 'approver');
  const line = object({ description: text(1, 200), quantity: integer(1, 10_000), unit_cents: integer(0, 100_000_000) });
  const input = await read(c, object({
    customer_name: texts.customer_name, customer_email: optional(email), customer_vat: optional(text(4, 16, /^[A-Z]{2}[0-9A-Z]{2,14}$/)), notes: optional(texts.notes),
    internal_memo: optional(texts.internal_memo), margin_percent: optional(integer(-100, 1000)), lines: list(line, 1, 50),
  }));
  const total = input.lines.reduce((sum, { quantity, unit_cents }) => sum + quantity * unit_cents, 0);
  const id = transaction(() => {
    const { lastInsertRowid } = run('INSERT INTO invoices (workspace_id, number, customer_name, customer_email, customer_vat, notes, internal_memo, margin_percent, total_cents, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      c.get('workspaceId'), `T-${slug(8).toUpperCase()}`, input.customer_name, input.customer_email ?? null, input.customer_vat ?? null, input.notes ?? null, input.internal_memo ?? null, input.margin_percent ?? null, total, c.get('user').id, Date.now());
    for (const { description, quantity, unit_cents } of input.lines) run('INSERT INTO invoice_lines (invoice_id, description, quantity, unit_cents) VALUES (?, ?, ?, ?)', lastInsertRowid, description, quantity, unit_cents);
    return Number(lastInsertRowid);
  });
  return ok(c, invoiceIn(c.get('workspaceId'), id), 201);
});

invoices.get('/invoices/:id', (c) => ok(c, current(c)));

invoices.patch('/invoices/:id', async (c) => {
  need(c, 'approver');
  const invoice = current(c);
  const input = await read(c, object({ customer_name: optional(texts.customer_name), notes: optional(texts.notes), internal_memo: optional(texts.internal_memo) }));
  const { changes } = run("UPDATE invoices SET customer_name = COALESCE(?, customer_name), notes = COALESCE(?, notes), internal_memo = COALESCE(?, internal_memo) WHERE id = ? AND workspace_id = ? AND status = 'draft'", input.customer_name ?? null, input.notes ?? null, input.internal_memo ?? null, invoice.id, c.get('workspaceId'));
  if (!changes) throw conflict('Only drafts are changed');
  return ok(c, current(c));
});

function move(c: Ctx, from: string, to: string) {
  need(c, 'approver');
  const invoice = current(c);
  const { changes } = run('UPDATE invoices SET status = ? WHERE id = ? AND workspace_id = ? AND status = ?', to, invoice.id, c.get('workspaceId'), from);
  if (!changes) throw conflict(`Only ${from} invoices become ${to}`);
  record(c, `invoice.${to}`, invoice.id);
  return ok(c, { status: to });
}

invoices.post('/invoices/:id/send', (c) => move(c, 'draft', 'sent'));

invoices.post('/invoices/:id/void', (c) => move(c, current(c).status === 'draft' ? 'draft' : 'sent', 'void'));

invoices.post('/invoices/:id/pay', (c) => {
  need(c, 'approver');
  needPerson(c);
  const { id } = current(c);
  const { changes } = run("UPDATE invoices SET status = 'paid', paid_at = ?, payment_ref = ? WHERE id = ? AND workspace_id = ? AND status = 'sent'", Date.now(), slug(16), id, c.get('workspaceId'));
  const invoice = current(c);
  if (invoice.status !== 'paid') throw conflict('Only sent invoices are paid');
  if (changes) {
    record(c, 'invoice.paid', id);
    announce(c.get('workspaceId'), 'invoice.paid', { id, ref: invoice.payment_ref });
  }
  return ok(c, { id, status: invoice.status, paid_at: invoice.paid_at, payment_ref: invoice.payment_ref });
});

invoices.post('/invoices/:id/reminder', async (c) => {
  need(c, 'approver');
  const invoice = current(c);
  const input = await read(c, object({ template: fallback(text(1, 2000), 'Dear ${customer}, invoice ${number} over ${total} is open.') }));
  const words = new Map([['customer', invoice.customer_name], ['number', invoice.number], ['total', euros(invoice.total_cents)]]);
  const filled = input.template.replace(/\$\{([a-z]{1,20})\}/g, (_, name: string) => {
    const word = words.get(name);
    if (word === undefined) throw new Invalid('template', `has an unknown word ${name}`);
    return word;
  });
  return ok(c, { text: filled });
});

invoices.get('/invoices/:id/views', (c) => ok(c, all('SELECT referrer, seen_at FROM share_views WHERE invoice_id = ? ORDER BY id DESC LIMIT 100', current(c).id)));

invoices.delete('/invoices/:id/share', (c) => {
  need(c, 'approver');
  run('UPDATE invoices SET share_hash = NULL, share_until = NULL WHERE id = ? AND workspace_id = ?', number(c, 'id', 'invoice'), c.get('workspaceId'));
  record(c, 'invoice.unshared', c.req.param('id'));
  return none(c);
});

invoiceLinks.post('/invoices/:id/share', (c) => {
  const invoice = get('SELECT id, workspace_id, status FROM invoices WHERE id = ?', number(c, 'id', 'invoice'));
  const member = invoice && memberOf(invoice.workspace_id, c.get('user').id);
  if (!invoice || !member) throw missing('invoice');
  c.set('member', member);
  c.set('workspaceId', invoice.workspace_id);
  need(c, 'approver');
  if (invoice.status === 'draft') throw conflict('Send it first');
  const token = secretToken();
  const until = Date.now() + 30 * 86_400_000;
  run('UPDATE invoices SET share_hash = ?, share_until = ? WHERE id = ?', digest(token), until, invoice.id);
  record(c, 'invoice.shared', invoice.id);
  return ok(c, { link: `/share/${token}`, token, until }, 201);
});
