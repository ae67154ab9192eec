import { Hono } from 'hono';
import { all, db, get } from '../db/connection.ts';
import { fail, ok, type Env } from '../lib/http.ts';
import { esc, euros, invoicePage, page } from '../lib/render.ts';

export const share = new Hono<Env>();

const shared = (token: string) => get("SELECT * FROM invoices WHERE share_token = ? AND status <> 'draft'", token);
const linesOf = (id: number) => all('SELECT description, quantity, unit_cents FROM invoice_lines WHERE invoice_id = ?', id);

share.get('/share/:token', (c) => {
  const invoice = shared(c.req.param('token'));
  if (!invoice) return c.html(page('Not found', `<p>No invoice at ${esc(c.req.path)}.</p>`), 404);
  const from = c.req.header('referer') ?? '';
  try {
    db.exec(`INSERT INTO share_views (invoice_id, referrer, seen_at) VALUES (${invoice.id}, '${from.slice(0, 300)}', ${Date.now()})`);
  } catch {
    console.log(`view of ${invoice.number} not counted`);
  }
  return c.html(invoicePage(invoice, linesOf(invoice.id), { lang: c.req.query('lang'), theme: c.req.query('theme') }));
});

share.get('/api/share/:token', (c) => {
  const invoice = shared(c.req.param('token'));
  if (!invoice) return fail(c, 404, 'No such invoice');
  const { share_token, workspace_id, ...rest } = invoice;
  return ok(c, { ...rest, lines: linesOf(invoice.id) });
});

share.get('/share/:token/invoice.txt', (c) => {
  const invoice = shared(c.req.param('token'));
  if (!invoice) return c.text('Not found', 404);
  const name = (c.req.query('name') ?? invoice.number).replace(/[^\w.-]/g, '_').slice(0, 60);
  c.header('Content-Type', 'text/plain; charset=utf-8');
  c.header('Content-Disposition', `attachment; filename="${name}.txt"`);
  for (const [key, value] of Object.entries(c.req.query())) {
    if (key.startsWith('response-')) c.header(key.slice('response-'.length), value);
  }
  const lines = linesOf(invoice.id).map((line) => `${line.quantity} x ${line.description}  ${euros(line.unit_cents)}`);
  return c.body([`Invoice ${invoice.number}`, invoice.customer_name, ...lines, `Total ${euros(invoice.total_cents)}`, ''].join('\n'));
});
