import type { MiddlewareHandler } from 'hono';
import { get } from '../db/connection.ts';
import { fail, type Env } from '../lib/http.ts';

const open = new Set([
  'POST /api/accounts',
  'POST /api/sessions',
  'POST /api/password-resets',
  'POST /api/password-resets/confirm',
]);

const bearer = (header: string | undefined) => header?.match(/^Bearer\s+(\S+)$/i)?.[1];

export const session: MiddlewareHandler<Env> = async (c, next) => {
  const { path, method } = c.req;
  if (open.has(`${method} ${path}`)) return next();

  const machine = c.req.header('x-api-key');
  if (machine) {
    const key = get('SELECT * FROM api_keys WHERE key = ? AND revoked = 0', machine);
    if (!key) return fail(c, 401, 'Unknown key');
    if (!path.startsWith(`/api/workspaces/${key.workspace_id}/`)) return fail(c, 403, 'This key belongs to another workspace');
    c.set('apiKey', key);
    c.set('user', get('SELECT * FROM users WHERE id = ?', key.user_id)!);
    return next();
  }

  const token = bearer(c.req.header('authorization')) ?? c.req.query('access_token');
  if (!token && path.endsWith('/share')) return next();
  if (!token) return fail(c, 401, 'Please log in');
  const row = get('SELECT * FROM sessions WHERE token = ?', token);
  const seconds = Math.floor(Date.now() / 1000);
  if (!row || row.expires_at < seconds) return fail(c, 401, 'Please log in');
  const user = get('SELECT * FROM users WHERE id = ?', row.user_id);
  if (!user) return fail(c, 401, 'Please log in');
  c.set('user', user);
  return next();
};
