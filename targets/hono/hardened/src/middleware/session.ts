import type { MiddlewareHandler } from 'hono';
import { config } from '../config.ts';
import { get, run } from '../db/connection.ts';
import { Problem, handle, missing, type Ctx, type Env } from '../lib/http.ts';
import { security } from '../lib/log.ts';
import { digest, same } from '../lib/secrets.ts';
import { memberOf } from '../repositories/people.ts';

const refuse = (c: Ctx, reason: string) => {
  security('not_authenticated', { request_id: c.get('requestId'), reason, address: c.get('address') });
  c.header('WWW-Authenticate', 'Bearer');
  return new Problem(401, 'unauthenticated', 'Please log in');
};

const activeUser = (id: number) => get("SELECT id, email, name, is_staff, status FROM users WHERE id = ? AND status = 'active'", id);

function byKey(c: Ctx, presented: string) {
  const parts = /^trk_([a-z2-9]{12})_([\w-]{43})$/.exec(presented);
  const key = parts && get('SELECT * FROM api_keys WHERE id = ? AND revoked = 0 AND expires_at > ?', parts[1], Date.now());
  const hash = parts ? digest(parts[2]) : '';
  const current = key && same(key.secret_hash, hash);
  const previous = key?.previous_hash && key.previous_until > Date.now() && same(key.previous_hash, hash);
  const user = key && (current || previous) ? activeUser(key.user_id) : undefined;
  if (!key || !user) throw refuse(c, 'key');
  if (!key.used_at || key.used_at < Date.now() - 60_000) run('UPDATE api_keys SET used_at = ? WHERE id = ?', Date.now(), key.id);
  c.set('apiKey', key);
  c.set('user', user);
}

function bySession(c: Ctx, token: string) {
  const now = Date.now();
  const row = get('SELECT id, user_id, seen_at, expires_at FROM sessions WHERE token_hash = ?', digest(token));
  if (!row) throw refuse(c, 'unknown');
  if (row.expires_at <= now || row.seen_at + config.session.idleMs <= now) {
    run('DELETE FROM sessions WHERE id = ?', row.id);
    throw refuse(c, 'ended');
  }
  const user = activeUser(row.user_id);
  if (!user) throw refuse(c, 'closed');
  if (row.seen_at < now - 15_000) run('UPDATE sessions SET seen_at = ? WHERE id = ?', now, row.id);
  c.set('user', user);
  c.set('sessionId', row.id);
}

export const session: MiddlewareHandler<Env> = async (c, next) => {
  const machine = c.req.header('x-api-key');
  if (machine) {
    if (!c.req.path.startsWith('/api/workspaces/')) throw refuse(c, 'key outside of a workspace');
    byKey(c, machine);
    return next();
  }
  const token = /^Bearer ([\w-]{43})$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (!token) throw refuse(c, 'none');
  bySession(c, token);
  return next();
};

const areas = new Map([['expenses', 'expenses'], ['receipts', 'expenses'], ['comments', 'expenses'], ['invoices', 'invoices'], ['budgets', 'budgets'], ['reports', 'reports'], ['exports', 'reports']]);

export const workspace: MiddlewareHandler<Env> = async (c, next) => {
  const id = handle(c, 'ws', 'workspace');
  const key = c.get('apiKey');
  const member = key && key.workspace_id !== id ? undefined : memberOf(id, c.get('user').id);
  if (!member) throw missing('workspace');
  if (key) {
    const area = areas.get(c.req.path.split('/')[4] ?? '');
    const scope = `${area}:${c.req.method === 'GET' || c.req.method === 'HEAD' ? 'read' : 'write'}`;
    if (!area || !(JSON.parse(key.scopes) as string[]).includes(scope)) throw new Problem(403, 'forbidden', 'The key has no scope for this');
  }
  c.set('member', member);
  c.set('workspaceId', id);
  return next();
};
