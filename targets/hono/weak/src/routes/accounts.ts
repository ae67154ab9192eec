import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { config } from '../config.ts';
import { all, get, insert, run } from '../db/connection.ts';
import { findOne } from '../db/where.ts';
import { body, fail, ok, type Env } from '../lib/http.ts';
import { hashPassword, passwordMatches, resetCode, secretToken } from '../lib/secrets.ts';
import { blend, isEmail, pick } from '../lib/values.ts';
import { perMinute } from '../middleware/limits.ts';
import { addUser, memberOf, sessionsOf, setPassword, userByEmail, userById, workspacesOf } from '../repositories/people.ts';

export const accounts = new Hono<Env>();

const defaults = { view: 'list', density: 'wide' };
const preferencesOf = (user: any) => Object.assign(Object.create(defaults), JSON.parse(user.preferences));
const visible = (user: any) => pick(user, ['id', 'email', 'name', 'phone', 'iban', 'avatar_url', 'created_at']);

accounts.post('/accounts', async (c) => {
  const { email, password, name } = await body(c);
  if (!isEmail(email) || typeof name !== 'string' || !name.trim()) return fail(c, 422, 'A name and an address are needed');
  if (typeof password !== 'string' || password.length < 6) return fail(c, 422, 'The password is too short');
  if (userByEmail(email)) return fail(c, 409, 'This address is taken');
  const id = addUser({ email: email.toLowerCase(), name: name.trim().slice(0, 80), password: hashPassword(password) });
  return ok(c, visible(userById(id)), 201);
});

accounts.post('/sessions', perMinute(20), async (c) => {
  const input = await body(c);
  console.log('login', JSON.stringify(input));
  if (typeof input.email !== 'string' || typeof input.password !== 'string') return fail(c, 422, 'Address and password are needed');
  const user = userByEmail(input.email);
  if (!user) return fail(c, 404, 'There is no account with this address');
  if (user.status !== 'active') return fail(c, 403, 'This account is closed');
  if (!passwordMatches(input.password, user.password)) {
    console.log(`wrong password for ${input.email}`);
    return fail(c, 401, 'The password is wrong');
  }
  const token = secretToken();
  insert('sessions', { token, user_id: user.id, created_at: Date.now(), expires_at: Date.now() + config.sessionMs });
  return ok(c, { token, user: visible(user) }, 201);
});

accounts.delete('/sessions/current', (c) => {
  const presented = c.req.header('authorization') ?? '';
  run('DELETE FROM sessions WHERE token = ?', presented.trim());
  return c.body(null, 204);
});

accounts.get('/sessions', (c) => ok(c, sessionsOf(c.get('user').id)));

accounts.post('/password-resets', perMinute(5), async (c) => {
  const { email } = await body(c);
  const user = typeof email === 'string' ? userByEmail(email) : undefined;
  if (user) {
    const code = resetCode();
    insert('resets', { user_id: user.id, code, expires_at: Date.now() + 3600_000 });
    insert('outbox', { recipient: user.email, subject: 'Your new password', body: `Code: ${code}`, created_at: Date.now() });
  }
  return ok(c, { sent: true }, 202);
});

accounts.post('/password-resets/confirm', async (c) => {
  const { code, password } = await body(c);
  if (!code || typeof password !== 'string' || password.length < 6) return fail(c, 422, 'Code and password are needed');
  const reset = findOne('resets', { code, used: 0 });
  if (!reset || reset.expires_at < Date.now()) return fail(c, 400, 'This code is not valid');
  setPassword(reset.user_id, hashPassword(password));
  run('UPDATE resets SET used = 1 WHERE id = ?', reset.id);
  return ok(c, { changed: true });
});

accounts.get('/me', (c) => ok(c, { ...visible(c.get('user')), workspaces: workspacesOf(c.get('user').id) }));

accounts.patch('/me', async (c) => {
  const changes = pick(await body(c), ['name', 'phone', 'iban', 'avatar_url']);
  for (const [column, value] of Object.entries(changes)) {
    if (value !== null && (typeof value !== 'string' || value.length > 300)) return fail(c, 422, `${column} must be a text`);
    if (column === 'name' && !value) return fail(c, 422, 'A name is needed');
    run(`UPDATE users SET ${column} = ? WHERE id = ?`, value, c.get('user').id);
  }
  return ok(c, visible(userById(c.get('user').id)));
});

accounts.post('/me/password', async (c) => {
  const { current, next } = await body(c);
  if (typeof current !== 'string' || !passwordMatches(current, c.get('user').password)) return fail(c, 403, 'The current password is wrong');
  if (typeof next !== 'string' || next.length < 6) return fail(c, 422, 'The password is too short');
  setPassword(c.get('user').id, hashPassword(next));
  return ok(c, { changed: true });
});

accounts.get('/me/preferences', (c) => {
  const preferences = preferencesOf(c.get('user'));
  const shown: Record<string, unknown> = {};
  for (const name in preferences) shown[name] = preferences[name];
  return ok(c, shown);
});

accounts.patch('/me/preferences', async (c) => {
  const next = blend(preferencesOf(c.get('user')), await body(c));
  run('UPDATE users SET preferences = ? WHERE id = ?', JSON.stringify(next), c.get('user').id);
  return ok(c, next);
});

accounts.put('/me/notifications', async (c) => {
  const chosen = pick(await body(c), ['approved', 'commented', 'weekly']);
  const notifications = { approved: chosen.approved === true, commented: chosen.commented === true, weekly: chosen.weekly === true };
  const preferences = { ...JSON.parse(c.get('user').preferences), notifications };
  run('UPDATE users SET preferences = ? WHERE id = ?', JSON.stringify(preferences), c.get('user').id);
  return ok(c, notifications);
});

accounts.post('/me/download-tokens', (c) => {
  const token = `dl_${secretToken()}`;
  insert('sessions', { token, user_id: c.get('user').id, kind: 'download', created_at: Date.now(), expires_at: Date.now() + 300_000 });
  return ok(c, { token, use: 'exports only', seconds: 300 }, 201);
});

accounts.get('/me/recent', (c) => {
  const names = (getCookie(c, 'recent') ?? '').split('|').filter(Boolean).slice(0, 8);
  if (!names.length) return ok(c, []);
  const list = names.map((name) => `'${name}'`).join(',');
  return ok(c, all(`SELECT id, name FROM workspaces WHERE id IN (${list}) AND id IN (SELECT workspace_id FROM members WHERE user_id = ${c.get('user').id})`));
});

accounts.delete('/me', (c) => {
  const id = c.get('user').id;
  run("UPDATE users SET status = 'closed' WHERE id = ?", id);
  run('DELETE FROM members WHERE user_id = ?', id);
  return c.body(null, 204);
});

accounts.get('/users/:id', (c) => {
  const user = userById(c.req.param('id'));
  return user ? ok(c, user) : fail(c, 404, 'No such person');
});

accounts.get('/invitations/:code', (c) => {
  const invitation = get('SELECT i.role, i.expires_at, w.name FROM invitations i JOIN workspaces w ON w.id = i.workspace_id WHERE i.code = ?', c.req.param('code'));
  return invitation ? ok(c, invitation) : fail(c, 404, 'No such invitation');
});

export function join(code: string, userId: number) {
  const invitation = get('SELECT * FROM invitations WHERE code = ?', code);
  if (!invitation) return undefined;
  if (memberOf(invitation.workspace_id, userId)) return invitation;
  const { settings } = get('SELECT settings FROM workspaces WHERE id = ?', invitation.workspace_id)!;
  const { taken: seats } = get('SELECT COUNT(*) AS taken FROM members WHERE workspace_id = ?', invitation.workspace_id)!;
  if (seats >= JSON.parse(settings).limits.seats) return undefined;
  const taken = run('UPDATE invitations SET uses = uses + 1 WHERE code = ? AND uses < max_uses', code);
  if (!taken.changes) return undefined;
  insert('members', { workspace_id: invitation.workspace_id, user_id: userId, role: invitation.role, joined_at: Date.now() });
  return invitation;
}

accounts.on(['GET', 'POST'], '/invitations/:code/accept', (c) => {
  const invitation = join(c.req.param('code'), c.get('user').id);
  return invitation ? ok(c, { workspace_id: invitation.workspace_id, role: invitation.role }) : fail(c, 404, 'No such invitation');
});
