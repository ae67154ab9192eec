import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { Invalid, Problem, type Env } from './lib/http.ts';
import { log } from './lib/log.ts';
import { accessLog, bodyGuard, headers } from './middleware/guards.ts';
import { limitAddress, limitCaller } from './middleware/limits.ts';
import { session, workspace } from './middleware/session.ts';
import { entrance, accounts } from './routes/accounts.ts';
import { expenses } from './routes/expenses.ts';
import { integrations } from './routes/integrations.ts';
import { invoices, invoiceLinks } from './routes/invoices.ts';
import { money } from './routes/money.ts';
import { open } from './routes/open.ts';
import { receipts, receiptFiles } from './routes/receipts.ts';
import { reports } from './routes/reports.ts';
import { share } from './routes/share.ts';
import { staff } from './routes/staff.ts';
import { directory, workspaces } from './routes/workspaces.ts';

export const app = new Hono<Env>();

app.use(headers);
app.use(accessLog);
app.use(methodNotAllowed({
  app,
  onMethodNotAllowed: (c, methods) => c.json({ error: { code: 'method_not_allowed', message: 'This method is not offered here', request_id: c.get('requestId' as never) } }, 405, { Allow: methods.join(', ') }),
}));
app.use(limitAddress);
app.use(bodyGuard);

app.route('/', open);
app.route('/', share);
app.route('/api', entrance);

app.use('/api/*', session);
app.use('/api/*', limitCaller);
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

app.notFound((c) => c.json({ error: { code: 'not_found', message: 'Nothing here', request_id: c.get('requestId') } }, 404));

app.onError((error, c) => {
  const request_id = c.get('requestId');
  if (error instanceof Invalid) return c.json({ error: { code: 'invalid', message: error.message, field: error.field, request_id } }, 422);
  if (error instanceof Problem) {
    if (error.retryAfter) c.header('Retry-After', String(error.retryAfter));
    return c.json({ error: { code: error.code, message: error.message, request_id } }, error.status);
  }
  if (error instanceof HTTPException) return c.json({ error: { code: 'refused', message: 'The request was refused', request_id } }, error.status);
  log('error', 'unexpected', { request_id, name: error.name, message: error.message, stack: error.stack });
  return c.json({ error: { code: 'internal', message: 'Something went wrong', request_id } }, 500);
});
