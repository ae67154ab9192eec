import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { config } from '../config.ts';
import { all, get, insert, run } from '../db/connection.ts';
import { removeById } from '../db/where.ts';
import { body, fail, isOwner, ok, type Env } from '../lib/http.ts';
import { secretToken, slug } from '../lib/secrets.ts';
import { post } from '../services/delivery.ts';

export const integrations = new Hono<Env>();

const events = ['expense.approved', 'expense.reimbursed', 'invoice.paid', 'credit.redeemed'];
const scopes = ['expenses:read', 'expenses:write', 'invoices:read', 'invoices:write', 'budgets:read', 'reports:read'];
const inside = /^(localhost|.*\.local|.*\.internal|0\.0\.0\.0|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[)/i;

function address(text: unknown): URL | undefined {
  if (typeof text !== 'string' || text.length > 500 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}

integrations.get('/webhooks', (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners see webhooks');
  return ok(c, all('SELECT id, url, events, created_at FROM webhooks WHERE workspace_id = ? LIMIT 50', c.get('workspaceId')));
});

integrations.post('/webhooks', async (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners add webhooks');
  const input = await body(c);
  const url = address(input.url);
  if (!url || inside.test(url.hostname)) return fail(c, 422, 'This address is not allowed');
  const chosen = Array.isArray(input.events) ? input.events.filter((event: unknown) => events.includes(event as string)) : events;
  const id = slug();
  const secret = secretToken();
  insert('webhooks', { id, workspace_id: c.get('workspaceId'), url: url.href, events: JSON.stringify(chosen), secret, created_at: Date.now() });
  return ok(c, { id, url: url.href, events: chosen, secret }, 201);
});

integrations.patch('/webhooks/:id', async (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners change webhooks');
  const hook = get('SELECT * FROM webhooks WHERE id = ? AND workspace_id = ?', c.req.param('id'), c.get('workspaceId'));
  if (!hook) return fail(c, 404, 'No such webhook');
  const url = address((await body(c)).url);
  if (!url) return fail(c, 422, 'This is no address');
  run('UPDATE webhooks SET url = ? WHERE id = ?', url.href, hook.id);
  return ok(c, { id: hook.id, url: url.href });
});

integrations.delete('/webhooks/:id', (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners remove webhooks');
  run('DELETE FROM webhooks WHERE id = ? AND workspace_id = ?', c.req.param('id'), c.get('workspaceId'));
  return c.body(null, 204);
});

integrations.post('/webhooks/:id/test', async (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners test webhooks');
  const hook = get('SELECT * FROM webhooks WHERE id = ? AND workspace_id = ?', c.req.param('id'), c.get('workspaceId'));
  if (!hook) return fail(c, 404, 'No such webhook');
  try {
    return ok(c, await post(hook, 'test', { hello: 'from tallyroom' }));
  } catch (error) {
    return fail(c, 502, `No answer: ${(error as Error).cause ?? error}`);
  }
});

integrations.get('/webhooks/:id/deliveries', (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners see deliveries');
  return ok(c, all('SELECT id, event, payload, status, created_at FROM deliveries WHERE webhook_id = ? ORDER BY id DESC LIMIT 50', c.req.param('id')));
});

integrations.post('/logo', async (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners change the logo');
  const url = address((await body(c)).url);
  if (!url || ['localhost', '127.0.0.1', '169.254.169.254'].includes(url.hostname)) return fail(c, 422, 'This address is not allowed');
  const answer = await fetch(url, { signal: AbortSignal.timeout(4000) }).catch(() => undefined);
  if (!answer) return fail(c, 502, 'The logo could not be loaded');
  const bytes = Buffer.from(await answer.arrayBuffer());
  await writeFile(join(config.filesDir, 'logos', c.get('workspaceId')), bytes);
  run('UPDATE workspaces SET logo = ? WHERE id = ?', answer.headers.get('content-type') ?? 'image/png', c.get('workspaceId'));
  return ok(c, { status: answer.status, bytes: bytes.length });
});

integrations.get('/keys', (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners see keys');
  return ok(c, all('SELECT id, name, key, scopes, revoked, created_at FROM api_keys WHERE workspace_id = ? LIMIT 50', c.get('workspaceId')));
});

integrations.post('/keys', async (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners make keys');
  const input = await body(c);
  const chosen = Array.isArray(input.scopes) ? input.scopes.filter((scope: unknown) => scopes.includes(scope as string)) : [];
  if (typeof input.name !== 'string' || !input.name || !chosen.length) return fail(c, 422, 'A name and scopes are needed');
  const id = slug();
  insert('api_keys', { id, workspace_id: c.get('workspaceId'), name: input.name.slice(0, 60), key: `trk_${secretToken()}`, scopes: chosen.join(' '), user_id: c.get('user').id, created_at: Date.now() });
  return ok(c, get('SELECT id, name, key, scopes FROM api_keys WHERE id = ?', id), 201);
});

integrations.delete('/keys/:id', (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners revoke keys');
  const { changes } = removeById('api_keys', c.req.param('id'));
  return changes ? c.body(null, 204) : fail(c, 404, 'No such key');
});
