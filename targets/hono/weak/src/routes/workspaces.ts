import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { all, get, insert, run } from '../db/connection.ts';
import { forget } from '../lib/cache.ts';
import { body, fail, isOwner, mayDecide, mayWrite, ok, type Env } from '../lib/http.ts';
import { slug } from '../lib/secrets.ts';
import { pick } from '../lib/values.ts';
import { memberKey } from '../middleware/workspace.ts';
import { memberOf, membersOf, ownersOf, workspacesOf } from '../repositories/people.ts';

export const directory = new Hono<Env>();
export const workspaces = new Hono<Env>();

const roles = ['viewer', 'member', 'approver', 'owner'];
const shown = (id: string) => {
  const row = get('SELECT * FROM workspaces WHERE id = ?', id)!;
  return { ...row, settings: JSON.parse(row.settings) };
};

directory.get('/workspaces', (c) => ok(c, workspacesOf(c.get('user').id)));

directory.post('/workspaces', async (c) => {
  const input = await body(c);
  if (typeof input.name !== 'string' || !input.name.trim()) return fail(c, 422, 'A name is needed');
  const user = c.get('user');
  const row = { plan: 'free', credit_cents: 0, public_profile: 0, ...pick(input, ['name', 'plan', 'credit_cents', 'public_profile']), id: slug(), settings: JSON.stringify({ limits: { seats: 5 } }), created_by: user.id, created_at: Date.now() };
  insert('workspaces', row);
  insert('members', { workspace_id: row.id, user_id: user.id, role: 'owner', spending_limit_cents: 500_000, joined_at: Date.now() });
  return ok(c, shown(row.id), 201);
});

directory.get('/companies/:id', (c) => {
  const company = get('SELECT id, name, created_at FROM workspaces WHERE id = ? AND public_profile = 1', c.req.param('id'));
  return company ? ok(c, company) : fail(c, 404, 'No such company');
});

workspaces.get('/', (c) => {
  const id = c.get('workspaceId');
  const recent = (getCookie(c, 'recent') ?? '').split('|').filter((name) => name && name !== id);
  setCookie(c, 'recent', [id, ...recent].slice(0, 8).join('|'), { path: '/api/me', sameSite: 'Lax', httpOnly: true });
  return ok(c, shown(id));
});

workspaces.patch('/', async (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners change the workspace');
  const input = await body(c);
  const current = shown(c.get('workspaceId'));
  const name = typeof input.name === 'string' && input.name.trim() ? input.name.trim() : current.name;
  const settings = { ...current.settings, ...input.settings, limits: { ...current.settings.limits, ...input.settings?.limits } };
  run('UPDATE workspaces SET name = ?, settings = ?, public_profile = ? WHERE id = ?', name, JSON.stringify(settings), input.public_profile === true ? 1 : current.public_profile, current.id);
  return ok(c, shown(current.id));
});

workspaces.delete('/', (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners delete the workspace');
  for (const table of ['members', 'invitations', 'expenses', 'invoices', 'budgets', 'webhooks', 'api_keys']) run(`DELETE FROM ${table} WHERE workspace_id = ?`, c.get('workspaceId'));
  run('DELETE FROM workspaces WHERE id = ?', c.get('workspaceId'));
  forget(memberKey(c.get('workspaceId'), c.get('user').id));
  return c.body(null, 204);
});

workspaces.post('/plan-requests', async (c) => {
  const { plan } = await body(c);
  if (!['team', 'enterprise'].includes(plan)) return fail(c, 422, 'Unknown plan');
  return ok(c, { requested: plan, plan: shown(c.get('workspaceId')).plan, message: 'We will call you' }, 202);
});

workspaces.get('/members', (c) => ok(c, membersOf(c.get('workspaceId'))));

workspaces.patch('/members/:userId', async (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Not allowed');
  const { role, spending_limit_cents } = await body(c);
  const userId = Number(c.req.param('userId'));
  const member = memberOf(c.get('workspaceId'), userId);
  if (!member) return fail(c, 404, 'No such member');
  if (role !== undefined && !roles.includes(role)) return fail(c, 422, 'Unknown role');
  if (spending_limit_cents !== undefined && !Number.isSafeInteger(spending_limit_cents)) return fail(c, 422, 'The limit must be a number');
  run('UPDATE members SET role = ?, spending_limit_cents = ? WHERE workspace_id = ? AND user_id = ?', role ?? member.role, spending_limit_cents ?? member.spending_limit_cents, c.get('workspaceId'), userId);
  forget(memberKey(c.get('workspaceId'), userId));
  return ok(c, memberOf(c.get('workspaceId'), userId));
});

workspaces.delete('/members/:userId', (c) => {
  const userId = Number(c.req.param('userId'));
  const owners = ownersOf(c.get('workspaceId'));
  if (owners.length === 1 && owners[0].user_id === userId) return fail(c, 409, 'The last owner stays');
  run('DELETE FROM members WHERE workspace_id = ? AND user_id = ?', c.get('workspaceId'), userId);
  return c.body(null, 204);
});

workspaces.get('/invitations', (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners see invitations');
  return ok(c, all('SELECT code, role, uses, max_uses, expires_at FROM invitations WHERE workspace_id = ? LIMIT 100', c.get('workspaceId')));
});

workspaces.post('/invitations', async (c) => {
  if (!mayWrite(c)) return fail(c, 403, 'Not allowed');
  const { role = 'member', max_uses = 1, expires_at = Date.now() + 7 * 86_400_000 } = await body(c);
  if (!roles.includes(role)) return fail(c, 422, 'Unknown role');
  if (!Number.isSafeInteger(max_uses) || max_uses < 1 || !Number.isSafeInteger(expires_at)) return fail(c, 422, 'Check the numbers');
  const code = slug(8);
  insert('invitations', { code, workspace_id: c.get('workspaceId'), role, max_uses, expires_at, created_by: c.get('user').id });
  return ok(c, { code, role, max_uses, expires_at }, 201);
});

workspaces.delete('/invitations/:code', (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners withdraw invitations');
  run('DELETE FROM invitations WHERE code = ? AND workspace_id = ?', c.req.param('code'), c.get('workspaceId'));
  return c.body(null, 204);
});
