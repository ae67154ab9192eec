import { config } from '../config.ts';
import { epoch, transaction } from '../db/database.ts';
import { conflict, invalid, missing, unauthorised } from '../lib/errors.ts';
import { merge } from '../lib/merge.ts';
import { digest, dummyHash, hashPassword, passwordMatches, randomToken, resetCode, tint } from '../lib/secrets.ts';
import { accessToken, readRefresh, refreshToken } from '../lib/tokens.ts';
import { slugOf } from '../lib/validate.ts';
import * as organisations from '../repositories/organisations.ts';
import * as users from '../repositories/users.ts';

type Row = Record<string, any>;

export function shown(user: Row): Row {
  const { id, email, name, role, org_id, org_owner, phone, avatar_url, locale, tint: colour, created_at } = user;
  return { id, email, name, role, org_id, owner: Boolean(org_owner), phone, avatar_url, locale, tint: colour, created_at };
}

export async function register(input: { email: string; password: string; name: string; organisation?: string }): Promise<Row> {
  const password_hash = await hashPassword(input.password);
  if (users.userByEmail(input.email)) throw conflict('An account could not be made with this address');
  const title = input.organisation ?? `${input.name}'s team`;
  const id = transaction(() => {
    const org = organisations.createOrg(title, `${slugOf(title)}-${randomToken(4).toLowerCase().replace(/[^a-z0-9]/g, 'x')}`);
    return users.createUser({ email: input.email, name: input.name, password_hash, org_id: org, org_owner: 1, tint: tint() });
  });
  organisations.audit(id, 'account.created', String(id));
  return shown(users.userById(id) as Row);
}

export interface Session { access: string; refresh: string }

function startSession(user: Row, family?: string): Session {
  const made = refreshToken(user, family);
  users.saveRefresh({ jti: made.jti, user_id: user.id, family: made.family, expires_at: epoch() + config.refreshSeconds });
  return { access: accessToken(user), refresh: made.token };
}

export async function login(email: string, password: string, ip?: string): Promise<Session> {
  const user = users.userByEmail(email);
  const matches = await passwordMatches(password, user?.password_hash.startsWith('$2') ? user.password_hash : dummyHash);
  if (!user || !matches || user.status !== 'active') {
    organisations.audit(user?.id ?? null, 'login.failed', digest(email).slice(0, 16), ip);
    throw unauthorised('Address or password is wrong');
  }
  return startSession(user);
}

export function refresh(token: string): Session {
  const claims = readRefresh(token);
  const row = claims?.jti ? users.refreshByJti(claims.jti) : undefined;
  if (!claims || !row || row.revoked_at || row.expires_at < epoch()) throw unauthorised('Sign in again');
  users.useRefresh(row.jti);
  const user = users.userById(row.user_id);
  if (!user || user.status !== 'active') throw unauthorised('Sign in again');
  return startSession(user, row.family);
}

/** Access tokens carry the version of the account; a new version ends them. */
function endAccess(id: number): void {
  const user = users.userById(id);
  if (user) users.changeUser(id, { token_version: user.token_version + 1 });
}

export function endSessions(id: number): void {
  endAccess(id);
  users.revokeAllOf(id);
}

export function forgot(email: string): void {
  const user = users.userByEmail(email);
  if (!user || user.status !== 'active') throw missing('Account');
  const code = resetCode();
  users.saveReset(user.id, code, epoch() + 1800);
  users.mail(user.email, 'Reset your password', `${config.publicUrl}/auth/continue?next=/reset&code=${code}`);
}

export async function reset(email: string, code: string, password: string): Promise<void> {
  const user = users.userByEmail(email);
  const row = user ? users.openReset(user.id, code) : undefined;
  if (!user || !row || row.expires_at < epoch() || !users.useReset(row.id)) throw invalid('The code is not valid');
  users.changeUser(user.id, { password_hash: await hashPassword(password) });
  endSessions(user.id);
  organisations.audit(user.id, 'password.reset', String(user.id));
}

export async function changePassword(user: Row, old: string, next: string): Promise<Session> {
  if (!(await passwordMatches(old, user.password_hash))) throw invalid('The present password is wrong');
  users.changeUser(user.id, { password_hash: await hashPassword(next) });
  organisations.audit(user.id, 'password.changed', String(user.id));
  return startSession(users.userById(user.id) as Row);
}

export function changeProfile(user: Row, changes: Row): Row {
  users.changeUser(user.id, changes);
  return shown(users.userById(user.id) as Row);
}

const defaults = { theme: 'light', notifications: { email: true, weekly: false, mentions: true }, columns: { tickets: 'subject,status' } };

export function preferences(user: Row): Row {
  const prefs: Row = merge(structuredClone(defaults), JSON.parse(user.preferences));
  return { ...prefs, density: prefs.density ?? 'comfortable' };
}

export function changePreferences(user: Row, patch: Row): Row {
  const stored = merge(JSON.parse(user.preferences), patch);
  const text = JSON.stringify(stored);
  if (text.length > 4000) throw invalid('Too many preferences');
  users.changeUser(user.id, { preferences: text });
  return preferences({ ...user, preferences: text });
}
