import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { poweredBy } from 'hono/powered-by';
import { config } from './config.ts';
import type { Env } from './lib/http.ts';
import { session } from './middleware/session.ts';
import { workspace } from './middleware/workspace.ts';
import { accounts } from './routes/accounts.ts';
import { expenses } from './routes/expenses.ts';
import { integrations } from './routes/integrations.ts';
import { invoices, invoiceLinks } from './routes/invoices.ts';
import { money } from './routes/money.ts';
import { open } from './routes/open.ts';
import { receipts, receiptFiles } from './routes/receipts.ts';
import { ledger, reports } from './routes/reports.ts';
import { share } from './routes/share.ts';
import { staff } from './routes/staff.ts';
import { directory, workspaces } from './routes/workspaces.ts';

export const app = new Hono<Env>();

app.use(poweredBy({ serverName: `Hono, tallyroom ${config.version}, node ${process.version}` }));
app.use('/api/*', cors({ origin: (origin) => origin, credentials: true }));
app.use(async (c, next) => {
  const begun = Date.now();
  await next();
  console.log(`${c.req.method} ${c.req.path} ${c.res.status} ${Date.now() - begun}ms`);
});

app.route('/', open);
app.route('/', share);
app.route('/api/v0', ledger);

app.use('/api/*', session);
app.route('/api', accounts);
app.route('/api', directory);
app.route('/api', invoiceLinks);
app.route('/api', receiptFiles);
app.route('/api/staff', staff);

app.use('/api/workspaces/:ws/*', workspace);
app.route('/api/workspaces/:ws', workspaces);
app.route('/api/workspaces/:ws', expenses);
app.route('/api/workspaces/:ws', receipts);
app.route('/api/workspaces/:ws', invoices);
app.route('/api/workspaces/:ws', reports);
app.route('/api/workspaces/:ws', money);
app.route('/api/workspaces/:ws', integrations);

app.notFound((c) => c.json({ error: { message: 'Nothing here' } }, 404));

app.onError((error, c) => {
  if (error instanceof HTTPException) return c.json({ error: { message: error.message } }, error.status);
  console.error(error);
  const detail = config.verboseErrors ? { name: error.name, stack: error.stack } : {};
  return c.json({ error: { message: error.message, ...detail } }, 500);
});
