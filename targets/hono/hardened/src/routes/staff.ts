import { Hono } from 'hono';
import { all, get, run, transaction } from '../db/connection.ts';
import { Problem, conflict, missing, number, ok, query, read, type Env } from '../lib/http.ts';
import { security } from '../lib/log.ts';
import { digits, fallback, integer, object, oneOf, text } from '../lib/validate.ts';
import { endSessions } from '../repositories/people.ts';
import { intact, record } from '../services/audit.ts';

export const staff = new Hono<Env>();

staff.get('/me', (c) => ok(c, { staff: c.get('user').is_staff === 1 }));

staff.use('*', async (c, next) => {
  if (c.get('user').is_staff !== 1 || c.get('apiKey')) {
    security('staff_refused', { request_id: c.get('requestId'), user: c.get('user').id });
    throw new Problem(403, 'forbidden', 'Staff only');
  }
  return next();
});

const paged = { before: fallback(digits(1, 1e13), 1e13), limit: fallback(digits(1, 100), 50) };

staff.get('/workspaces', (c) => {
  const { limit } = query(c, { limit: paged.limit });
  return ok(c, all('SELECT id, name, plan, credit_cents, created_at FROM workspaces ORDER BY created_at DESC LIMIT ?', limit));
});

staff.get('/users', (c) => {
  const { before, limit } = query(c, paged);
  return ok(c, all('SELECT id, email, name, status, is_staff, created_at FROM users WHERE id < ? ORDER BY id DESC LIMIT ?', before, limit));
});

staff.patch('/users/:id', async (c) => {
  const input = await read(c, object({ status: oneOf(['active', 'closed']) }));
  const id = number(c, 'id', 'person');
  if (id === c.get('user').id) throw conflict('Not your own account');
  transaction(() => {
    if (!run('UPDATE users SET status = ? WHERE id = ?', input.status, id).changes) throw missing('person');
    if (input.status === 'closed') {
      endSessions(id);
      run('UPDATE api_keys SET revoked = 1 WHERE user_id = ?', id);
    }
    record(c, `user.${input.status}`, id, { workspaceId: null });
  });
  return ok(c, { status: input.status });
});

staff.post('/vouchers', async (c) => {
  const input = await read(c, object({ code: text(8, 40, /^[A-Z0-9-]+$/), amount_cents: integer(1, 1_000_000), max_uses: fallback(integer(1, 10_000), 1), days: fallback(integer(1, 365), 30) }));
  const { changes } = run('INSERT INTO vouchers (code, amount_cents, max_uses, expires_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', input.code, input.amount_cents, input.max_uses, Date.now() + input.days * 86_400_000);
  if (!changes) throw conflict('This code is taken');
  record(c, 'voucher.created', `${input.code} ${input.amount_cents}`, { workspaceId: null });
  return ok(c, { code: input.code }, 201);
});

staff.get('/audit', (c) => {
  const { before, limit } = query(c, paged);
  return ok(c, { intact: intact(), entries: all('SELECT id, at, actor, workspace_id, action, target FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?', before, limit), total: get('SELECT COUNT(*) AS n FROM audit')!.n });
});
