import { Hono } from 'hono';
import { all, get, run } from '../db/connection.ts';
import { missing, ok, type Ctx, type Env } from '../lib/http.ts';
import { attachment, esc, euros, invoiceContent, page } from '../lib/render.ts';
import { digest } from '../lib/secrets.ts';

export const share = new Hono<Env>();

const linesOf = (id: number) => all('SELECT description, quantity, unit_cents FROM invoice_lines WHERE invoice_id = ? ORDER BY id LIMIT 50', id);

function shared(c: Ctx) {
  const token = c.req.param('token') ?? '';
  if (!/^[\w-]{43}$/.test(token)) return undefined;
  return get("SELECT id, number, customer_name, notes, total_cents, status, created_at FROM invoices WHERE share_hash = ? AND share_until > ? AND status <> 'draft'", digest(token), Date.now());
}

function originOf(referer: string | undefined): string | null {
  if (!referer || referer.length > 500 || !URL.canParse(referer)) return null;
  const { protocol, origin } = new URL(referer);
  return protocol === 'https:' || protocol === 'http:' ? origin.slice(0, 200) : null;
}

share.get('/share/:token', (c) => {
  const invoice = shared(c);
  if (!invoice) return page(c, 'Not found', `<p>No invoice at ${esc(c.req.path.slice(0, 100))}.</p>`, 404);
  run('INSERT INTO share_views (invoice_id, referrer, seen_at) VALUES (?, ?, ?)', invoice.id, originOf(c.req.header('referer')), Date.now());
  run('DELETE FROM share_views WHERE invoice_id = ? AND id NOT IN (SELECT id FROM share_views WHERE invoice_id = ? ORDER BY id DESC LIMIT 500)', invoice.id, invoice.id);
  return page(c, `Invoice ${invoice.number}`, invoiceContent(invoice, linesOf(invoice.id)));
});

share.get('/api/share/:token', (c) => {
  const invoice = shared(c);
  if (!invoice) throw missing('invoice');
  const { id, ...rest } = invoice;
  return ok(c, { ...rest, lines: linesOf(id) });
});

share.get('/share/:token/invoice.txt', (c) => {
  const invoice = shared(c);
  if (!invoice) throw missing('invoice');
  c.header('Content-Type', 'text/plain; charset=utf-8');
  c.header('Content-Disposition', attachment(`${c.req.query('name') ?? invoice.number}.txt`));
  const lines = linesOf(invoice.id).map((line) => `${line.quantity} x ${line.description}  ${euros(line.unit_cents)}`);
  return c.body([`Invoice ${invoice.number}`, invoice.customer_name, ...lines, `Total ${euros(invoice.total_cents)}`, ''].join('\n'));
});
