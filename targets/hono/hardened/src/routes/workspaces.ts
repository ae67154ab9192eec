import { Hono } from 'hono';
import { all, get, run, transaction } from '../db/connection.ts';
import { Problem, conflict, handle, missing, need, needPerson, none, number, ok, query, read, type Env } from '../lib/http.ts';
import { digest, slug } from '../lib/secrets.ts';
import { digits, fallback, flag, integer, object, oneOf, optional, text } from '../lib/validate.ts';
import { restrict } from '../middleware/limits.ts';
import { changeMember, membersOf, removeMember, workspacesOf } from '../repositories/people.ts';
import { record, trailOf } from '../services/audit.ts';

export const directory = new Hono<Env>();
export const workspaces = new Hono<Env>();

const title = text(1, 80);
const shown = (id: string) => get('SELECT id, name, plan, credit_cents, seats, currency, public_profile, created_at FROM workspaces WHERE id = ?', id)!;

directory.get('/workspaces', (c) => ok(c, workspacesOf(c.get('user').id)));

directory.post('/workspaces', async (c) => {
  restrict(c, `workspace:${c.get('user').id}`, 20, 3600);
  const input = await read(c, object({ name: title }));
  const id = slug();
  const user = c.get('user');
  transaction(() => {
    run('INSERT INTO workspaces (id, name, created_by, created_at) VALUES (?, ?, ?, ?)', id, input.name, user.id, Date.now());
    run("INSERT INTO members (workspace_id, user_id, role, spending_limit_cents, joined_at) VALUES (?, ?, 'owner', 500000, ?)", id, user.id, Date.now());
    record(c, 'workspace.created', id, { workspaceId: id });
  });
  return ok(c, shown(id), 201);
});

directory.get('/companies/:id', (c) => {
  const company = get('SELECT id, name, created_at FROM workspaces WHERE id = ? AND public_profile = 1', handle(c, 'id', 'company'));
  if (!company) throw missing('company');
  return ok(c, company);
});

workspaces.get('/', (c) => {
  run('UPDATE members SET opened_at = ? WHERE workspace_id = ? AND user_id = ?', Date.now(), c.get('workspaceId'), c.get('user').id);
  return ok(c, shown(c.get('workspaceId')));
});

workspaces.patch('/', async (c) => {
  need(c, 'owner');
  const input = await read(c, object({ name: optional(title), public_profile: optional(flag), settings: optional(object({ currency: oneOf(['EUR', 'USD', 'CHF', 'GBP']) })) }));
  const profile = input.public_profile === undefined ? null : Number(input.public_profile);
  run('UPDATE workspaces SET name = COALESCE(?, name), public_profile = COALESCE(?, public_profile), currency = COALESCE(?, currency) WHERE id = ?', input.name ?? null, profile, input.settings?.currency ?? null, c.get('workspaceId'));
  record(c, 'workspace.changed', c.get('workspaceId'));
  return ok(c, shown(c.get('workspaceId')));
});

workspaces.delete('/', (c) => {
  need(c, 'owner');
  record(c, 'workspace.deleted', c.get('workspaceId'));
  run('DELETE FROM workspaces WHERE id = ?', c.get('workspaceId'));
  return none(c);
});

workspaces.post('/plan-requests', async (c) => {
  need(c, 'owner');
  const input = await read(c, object({ plan: oneOf(['team', 'enterprise']) }));
  return ok(c, { requested: input.plan, plan: shown(c.get('workspaceId')).plan, message: 'We will call you' }, 202);
});

workspaces.get('/audit', (c) => {
  need(c, 'owner');
  const { before, limit } = query(c, { before: fallback(digits(1, 1e13), 1e13), limit: fallback(digits(1, 100), 50) });
  return ok(c, trailOf(c.get('workspaceId'), before, limit));
});

workspaces.get('/members', (c) => {
  const owner = c.get('member').role === 'owner';
  return ok(c, membersOf(c.get('workspaceId')).map(({ email, spending_limit_cents, ...member }) => (owner ? { ...member, email, spending_limit_cents } : member)));
});

workspaces.patch('/members/:userId', async (c) => {
  need(c, 'owner');
  const input = await read(c, object({ role: optional(oneOf(['viewer', 'member', 'approver', 'owner'])), spending_limit_cents: optional(integer(0, 100_000_000)) }));
  const userId = number(c, 'userId', 'member');
  const member = changeMember(c.get('workspaceId'), userId, input.role, input.spending_limit_cents);
  record(c, 'member.changed', `${userId} ${member.role} ${member.spending_limit_cents}`);
  return ok(c, member);
});

workspaces.delete('/members/:userId', (c) => {
  const userId = number(c, 'userId', 'member');
  if (userId !== c.get('user').id) need(c, 'owner');
  removeMember(c.get('workspaceId'), userId);
  record(c, 'member.removed', userId);
  return none(c);
});

workspaces.get('/invitations', (c) => {
  need(c, 'owner');
  return ok(c, all('SELECT id, role, uses, max_uses, expires_at FROM invitations WHERE workspace_id = ? ORDER BY expires_at DESC LIMIT 100', c.get('workspaceId')));
});

workspaces.post('/invitations', async (c) => {
  need(c, 'owner');
  needPerson(c);
  const input = await read(c, object({ role: fallback(oneOf(['viewer', 'member', 'approver']), 'member'), max_uses: fallback(integer(1, 20), 1), days: fallback(integer(1, 14), 7) }));
  if (get('SELECT COUNT(*) AS n FROM invitations WHERE workspace_id = ? AND expires_at > ?', c.get('workspaceId'), Date.now())!.n >= 100) throw conflict('Too many open invitations');
  const id = slug();
  const code = slug(20);
  const expires = Date.now() + input.days * 86_400_000;
  run('INSERT INTO invitations (id, code_hash, workspace_id, role, max_uses, expires_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?)', id, digest(code), c.get('workspaceId'), input.role, input.max_uses, expires, c.get('user').id);
  record(c, 'invitation.created', `${id} ${input.role}`);
  return ok(c, { id, code, role: input.role, max_uses: input.max_uses, expires_at: expires }, 201);
});

workspaces.delete('/invitations/:id', (c) => {
  need(c, 'owner');
  const { changes } = run('DELETE FROM invitations WHERE id = ? AND workspace_id = ?', handle(c, 'id', 'invitation'), c.get('workspaceId'));
  if (!changes) throw new Problem(404, 'not_found', 'No such invitation');
  record(c, 'invitation.withdrawn', c.req.param('id'));
  return none(c);
});
