import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { config } from '../config.ts';
import { all, get, run, transaction } from '../db/connection.ts';
import { Invalid, Problem, conflict, missing, none, number, ok, read, type Ctx, type Env } from '../lib/http.ts';
import { security } from '../lib/log.ts';
import { box, digest, hashPassword, newOtpSecret, otpStep, passwordMatches, passwordProblem, secretToken, unbox } from '../lib/secrets.ts';
import { email, fallback, flag, nullable, object, oneOf, optional, secret, text } from '../lib/validate.ts';
import { count, release, restrict } from '../middleware/limits.ts';
import { closeAccount, colleague, endSessions, memberOf, profileOf, workspacesOf } from '../repositories/people.ts';
import { record } from '../services/audit.ts';

export const entrance = new Hono<Env>();
export const accounts = new Hono<Env>();

const person = text(1, 80, /^[^<>]*$/);
const otpCode = text(6, 6, /^\d{6}$/);
const inviteCode = /^[a-z2-9]{20}$/;

const mail = (recipient: string, subject: string, lines: string) =>
  writeFile(join(config.filesDir, 'mail', `${randomUUID()}.eml`), `To: ${recipient}\r\nSubject: ${subject}\r\n\r\n${lines}\r\n`, { mode: 0o600 });

function acceptable(password: string, address: string) {
  const problem = passwordProblem(password, address);
  if (problem) throw new Invalid('password', problem);
}

entrance.post('/accounts', async (c) => {
  restrict(c, `register:${c.get('address')}`, 20, 600);
  const input = await read(c, object({ email, password: secret(200), name: person }));
  acceptable(input.password, input.email);
  const password = await hashPassword(input.password);
  const { changes, lastInsertRowid } = run('INSERT INTO users (email, name, password, created_at) VALUES (?, ?, ?, ?) ON CONFLICT (email) DO NOTHING', input.email, input.name, password, Date.now());
  if (changes) record(c, 'account.registered', Number(lastInsertRowid), { actor: 'visitor', workspaceId: null });
  else await mail(input.email, 'You have an account', 'Somebody tried to register your address again. Log in, or reset your password.');
  return ok(c, { registered: true, next: 'POST /api/sessions' }, 201);
});

entrance.post('/sessions', async (c) => {
  restrict(c, `login:${c.get('address')}`, 60, 600);
  const input = await read(c, object({ email, password: secret(200), otp: optional(otpCode) }));
  const pair = `failures:${digest(`${input.email} ${c.get('address')}`)}`;
  restrict(c, pair, 6, 900);
  const known = `known:${digest(`${input.email} ${c.get('address')}`)}`;
  if (!get('SELECT 1 FROM counters WHERE key = ?', known)) restrict(c, `failures-all:${digest(input.email)}`, 40, 900);
  const user = get("SELECT id, email, password, otp_secret, otp_step FROM users WHERE email = ? AND status = 'active'", input.email);
  const matches = await passwordMatches(input.password, user?.password);
  if (!user || !matches) {
    security('login_failed', { request_id: c.get('requestId'), account: digest(input.email).slice(0, 16), address: c.get('address') });
    throw new Problem(401, 'unauthenticated', 'Address or password are wrong');
  }
  if (user.otp_secret) {
    if (!input.otp) throw new Problem(401, 'otp_required', 'Send the code of your authenticator as otp');
    const step = otpStep(unbox(user.otp_secret), input.otp, user.otp_step);
    const taken = step !== undefined && run('UPDATE users SET otp_step = ? WHERE id = ? AND otp_step < ?', step, user.id, step).changes;
    if (!taken) {
      security('otp_failed', { request_id: c.get('requestId'), user: user.id });
      throw new Problem(401, 'unauthenticated', 'Address or password are wrong');
    }
  }
  release(pair);
  count(known, 30 * 86_400);
  const token = secretToken();
  const now = Date.now();
  transaction(() => {
    run('INSERT INTO sessions (token_hash, user_id, created_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?)', digest(token), user.id, now, now, now + config.session.absoluteMs);
    run('DELETE FROM sessions WHERE user_id = ? AND id NOT IN (SELECT id FROM sessions WHERE user_id = ? ORDER BY id DESC LIMIT ?)', user.id, user.id, config.session.most);
    record(c, 'session.opened', user.id, { actor: `user ${user.id}`, workspaceId: null });
  });
  return ok(c, { token, expires_at: now + config.session.absoluteMs, idle_seconds: config.session.idleMs / 1000, user: profileOf(user.id) }, 201);
});

entrance.post('/password-resets', async (c) => {
  restrict(c, `reset:${c.get('address')}`, 10, 600);
  const input = await read(c, object({ email }));
  restrict(c, `reset-account:${digest(input.email)}`, 3, 3600);
  const user = get("SELECT id FROM users WHERE email = ? AND status = 'active'", input.email);
  const token = secretToken();
  if (user) {
    run('INSERT INTO resets (token_hash, user_id, expires_at) VALUES (?, ?, ?)', digest(token), user.id, Date.now() + 30 * 60_000);
    await mail(input.email, 'Your new password', `Code, good for 30 minutes: ${token}`);
  }
  return ok(c, { sent: true }, 202);
});

entrance.post('/password-resets/confirm', async (c) => {
  restrict(c, `reset-confirm:${c.get('address')}`, 10, 600);
  const input = await read(c, object({ code: text(43, 43, /^[\w-]+$/), password: secret(200) }));
  const hash = digest(input.code);
  const reset = get('SELECT r.user_id, u.email FROM resets r JOIN users u ON u.id = r.user_id WHERE r.token_hash = ? AND r.used = 0 AND r.expires_at > ?', hash, Date.now());
  if (!reset) throw new Problem(400, 'invalid_code', 'This code is not valid');
  acceptable(input.password, reset.email);
  const password = await hashPassword(input.password);
  transaction(() => {
    if (!run('UPDATE resets SET used = 1 WHERE token_hash = ? AND used = 0', hash).changes) throw new Problem(400, 'invalid_code', 'This code is not valid');
    run('UPDATE resets SET used = 1 WHERE user_id = ?', reset.user_id);
    run('UPDATE users SET password = ? WHERE id = ?', password, reset.user_id);
    endSessions(reset.user_id);
    record(c, 'password.reset', reset.user_id, { actor: `user ${reset.user_id}`, workspaceId: null });
  });
  return ok(c, { changed: true });
});

async function confirmPassword(c: Ctx, password: string) {
  const key = `confirm:${c.get('user').id}`;
  restrict(c, key, 8, 900);
  const row = get('SELECT password FROM users WHERE id = ?', c.get('user').id);
  if (!(await passwordMatches(password, row?.password))) throw new Problem(403, 'forbidden', 'The current password is wrong');
  release(key);
}

accounts.delete('/sessions/current', (c) => {
  run('DELETE FROM sessions WHERE id = ?', c.get('sessionId'));
  record(c, 'session.closed', c.get('user').id, { workspaceId: null });
  return none(c);
});

accounts.get('/sessions', (c) => ok(c, all('SELECT id, created_at, seen_at, expires_at FROM sessions WHERE user_id = ? ORDER BY id DESC LIMIT 50', c.get('user').id)));

accounts.delete('/sessions/:id', (c) => {
  run('DELETE FROM sessions WHERE id = ? AND user_id = ?', number(c, 'id', 'session'), c.get('user').id);
  return none(c);
});

accounts.get('/me', (c) => ok(c, { ...profileOf(c.get('user').id), workspaces: workspacesOf(c.get('user').id) }));

accounts.patch('/me', async (c) => {
  const input = await read(c, object({
    name: optional(person), phone: optional(nullable(text(5, 30, /^\+?[\d ]+$/))), iban: optional(nullable(text(15, 34, /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/))),
    avatar_url: optional(nullable(text(8, 300, /^https?:\/\/[^\s<>"']+$/))),
  }));
  const old = profileOf(c.get('user').id);
  const next = (name: 'name' | 'phone' | 'iban' | 'avatar_url') => (input[name] === undefined ? old[name] : input[name]);
  run('UPDATE users SET name = ?, phone = ?, iban = ?, avatar_url = ? WHERE id = ?', next('name'), next('phone'), next('iban'), next('avatar_url'), c.get('user').id);
  if (input.iban !== undefined) record(c, 'account.iban_changed', c.get('user').id, { workspaceId: null });
  return ok(c, profileOf(c.get('user').id));
});

accounts.post('/me/password', async (c) => {
  const input = await read(c, object({ current: secret(200), next: secret(200) }));
  await confirmPassword(c, input.current);
  acceptable(input.next, c.get('user').email);
  const password = await hashPassword(input.next);
  transaction(() => {
    run('UPDATE users SET password = ? WHERE id = ?', password, c.get('user').id);
    run('UPDATE resets SET used = 1 WHERE user_id = ?', c.get('user').id);
    endSessions(c.get('user').id, c.get('sessionId'));
    record(c, 'password.changed', c.get('user').id, { workspaceId: null });
  });
  return ok(c, { changed: true });
});

accounts.post('/me/otp', async (c) => {
  const input = await read(c, object({ password: secret(200) }));
  await confirmPassword(c, input.password);
  if (get('SELECT otp_secret FROM users WHERE id = ?', c.get('user').id)!.otp_secret) throw conflict('A second factor is set');
  const fresh = newOtpSecret();
  run('UPDATE users SET otp_pending = ? WHERE id = ?', box(fresh), c.get('user').id);
  return ok(c, { secret: fresh, uri: `otpauth://totp/Tallyroom:${encodeURIComponent(c.get('user').email)}?secret=${fresh}&issuer=Tallyroom` }, 201);
});

accounts.post('/me/otp/confirm', async (c) => {
  restrict(c, `otp:${c.get('user').id}`, 8, 900);
  const input = await read(c, object({ code: otpCode }));
  const { otp_pending } = get('SELECT otp_pending FROM users WHERE id = ?', c.get('user').id)!;
  const step = otp_pending ? otpStep(unbox(otp_pending), input.code, 0) : undefined;
  if (step === undefined) throw new Problem(400, 'invalid_code', 'This code is not valid');
  run('UPDATE users SET otp_secret = otp_pending, otp_pending = NULL, otp_step = ? WHERE id = ?', step, c.get('user').id);
  record(c, 'otp.enabled', c.get('user').id, { workspaceId: null });
  return ok(c, { enabled: true });
});

accounts.delete('/me/otp', async (c) => {
  const input = await read(c, object({ password: secret(200) }));
  await confirmPassword(c, input.password);
  run('UPDATE users SET otp_secret = NULL, otp_pending = NULL WHERE id = ?', c.get('user').id);
  record(c, 'otp.disabled', c.get('user').id, { workspaceId: null });
  return none(c);
});

const preferencesOf = (id: number) => get('SELECT view, density FROM users WHERE id = ?', id)!;

accounts.get('/me/preferences', (c) => ok(c, preferencesOf(c.get('user').id)));

accounts.patch('/me/preferences', async (c) => {
  const input = await read(c, object({ view: optional(oneOf(['list', 'board'])), density: optional(oneOf(['wide', 'compact'])) }));
  run('UPDATE users SET view = COALESCE(?, view), density = COALESCE(?, density) WHERE id = ?', input.view ?? null, input.density ?? null, c.get('user').id);
  return ok(c, preferencesOf(c.get('user').id));
});

accounts.put('/me/notifications', async (c) => {
  const input = await read(c, object({ approved: fallback(flag, false), commented: fallback(flag, false), weekly: fallback(flag, false) }));
  run('UPDATE users SET notifications = ? WHERE id = ?', JSON.stringify(input), c.get('user').id);
  return ok(c, input);
});

accounts.get('/me/recent', (c) =>
  ok(c, all('SELECT w.id, w.name FROM members m JOIN workspaces w ON w.id = m.workspace_id WHERE m.user_id = ? AND m.opened_at > 0 ORDER BY m.opened_at DESC LIMIT 8', c.get('user').id)));

accounts.delete('/me', async (c) => {
  const input = await read(c, object({ password: secret(200) }));
  await confirmPassword(c, input.password);
  closeAccount(c.get('user').id);
  record(c, 'account.closed', c.get('user').id, { workspaceId: null });
  return none(c);
});

accounts.get('/users/:id', (c) => {
  const other = colleague(c.get('user').id, number(c, 'id', 'person'));
  if (!other) throw missing('person');
  return ok(c, other);
});

const invitationBy = (code: string) => (inviteCode.test(code) ? get('SELECT * FROM invitations WHERE code_hash = ? AND expires_at > ? AND uses < max_uses', digest(code), Date.now()) : undefined);

accounts.get('/invitations/:code', (c) => {
  restrict(c, `invitation:${c.get('user').id}`, 20, 600);
  const invitation = invitationBy(c.req.param('code'));
  if (!invitation) throw missing('invitation');
  return ok(c, { role: invitation.role, expires_at: invitation.expires_at, name: get('SELECT name FROM workspaces WHERE id = ?', invitation.workspace_id)!.name });
});

accounts.post('/invitations/:code/accept', (c) => {
  restrict(c, `invitation:${c.get('user').id}`, 20, 600);
  const userId = c.get('user').id;
  const joined = transaction(() => {
    const invitation = invitationBy(c.req.param('code'));
    if (!invitation) throw missing('invitation');
    const workspaceId: string = invitation.workspace_id;
    const known = memberOf(workspaceId, userId);
    if (known) return { workspace_id: workspaceId, role: known.role };
    const { seats, taken } = get('SELECT seats, (SELECT COUNT(*) FROM members WHERE workspace_id = w.id) AS taken FROM workspaces w WHERE id = ?', workspaceId)!;
    if (taken >= seats) throw conflict('All seats are taken');
    run('UPDATE invitations SET uses = uses + 1 WHERE id = ?', invitation.id);
    run('INSERT INTO members (workspace_id, user_id, role, joined_at) VALUES (?, ?, ?, ?)', workspaceId, userId, invitation.role, Date.now());
    record(c, 'member.joined', userId, { workspaceId });
    return { workspace_id: workspaceId, role: invitation.role };
  });
  return ok(c, joined);
});
