import type { MiddlewareHandler } from 'hono';
import { get } from '../db/connection.ts';
import { remember } from '../lib/cache.ts';
import { fail, type Env } from '../lib/http.ts';

export const memberKey = (workspaceId: string, userId: number) => `member:${workspaceId}:${userId}`;

export const workspace: MiddlewareHandler<Env> = async (c, next) => {
  const id = c.req.param('ws')!;
  const user = c.get('user');
  if (!user) return fail(c, 401, 'Please log in');
  const member = remember(memberKey(id, user.id), 600, () =>
    get('SELECT * FROM members WHERE workspace_id = ? AND user_id = ?', id, user.id),
  );
  if (!member) return fail(c, 404, 'No such workspace');

  const key = c.get('apiKey');
  if (key) {
    const area = c.req.path.split('/')[4] ?? 'workspace';
    if (!key.scopes.includes(area)) return fail(c, 403, `The key has no scope for ${area}`);
  }
  c.set('member', member);
  c.set('workspaceId', id);
  return next();
};
