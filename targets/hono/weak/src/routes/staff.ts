import { Hono } from 'hono';
import { all, insert, run } from '../db/connection.ts';
import { body, fail, ok, type Env } from '../lib/http.ts';

export const staff = new Hono<Env>();

staff.get('/me', (c) => ok(c, { staff: c.get('user').is_staff === 1 }));

staff.get('/workspaces', (c) => {
  const rows = all('SELECT w.id, w.name, w.plan, w.credit_cents, u.email AS owner FROM workspaces w JOIN users u ON u.id = w.created_by ORDER BY w.created_at DESC LIMIT 200');
  return ok(c, rows);
});

staff.use('*', async (c, next) => {
  if (!c.get('user')?.is_staff) return fail(c, 403, 'Staff only');
  return next();
});

staff.get('/users', (c) => ok(c, all('SELECT id, email, name, status, is_staff, created_at FROM users ORDER BY id DESC LIMIT 200')));

staff.patch('/users/:id', async (c) => {
  const { status } = await body(c);
  if (!['active', 'closed'].includes(status)) return fail(c, 422, 'Unknown status');
  const { changes } = run('UPDATE users SET status = ? WHERE id = ?', status, Number(c.req.param('id')));
  return changes ? ok(c, { status }) : fail(c, 404, 'No such person');
});

staff.post('/vouchers', async (c) => {
  const { code, amount_cents, max_uses = 1, days = 30 } = await body(c);
  if (typeof code !== 'string' || code.length < 6 || ![amount_cents, max_uses, days].every((value) => Number.isSafeInteger(value) && value > 0)) return fail(c, 422, 'Check the voucher');
  insert('vouchers', { code, amount_cents, max_uses, expires_at: Date.now() + days * 86_400_000 });
  return ok(c, { code }, 201);
});
