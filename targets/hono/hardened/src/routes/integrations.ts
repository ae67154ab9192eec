import { Hono } from 'hono';
import { all, get, run } from '../db/connection.ts';
import { Invalid, conflict, handle, missing, need, needPerson, none, ok, read, type Ctx, type Env } from '../lib/http.ts';
import { digest, hookSecret, secretToken, slug } from '../lib/secrets.ts';
import { fallback, integer, list, object, oneOf, optional, text } from '../lib/validate.ts';
import { restrict } from '../middleware/limits.ts';
import { record } from '../services/audit.ts';
import { allowedUrl, deliver } from '../services/delivery.ts';

export const integrations = new Hono<Env>();

const events = ['expense.approved', 'expense.reimbursed', 'invoice.paid', 'credit.redeemed'] as const;
const scopes = ['expenses:read', 'expenses:write', 'invoices:read', 'invoices:write', 'budgets:read', 'reports:read'] as const;
const overlap = 24 * 3_600_000;

const address = (value: unknown, field: string) => {
  const url = allowedUrl(text(8, 500)(value, field));
  if (!url) throw new Invalid(field, 'must be a public https address');
  return url.href;
};

function owner(c: Ctx) {
  need(c, 'owner');
  needPerson(c);
}

function hookHere(c: Ctx) {
  const hook = get('SELECT * FROM webhooks WHERE id = ? AND workspace_id = ?', handle(c, 'id', 'webhook'), c.get('workspaceId'));
  if (!hook) throw missing('webhook');
  return hook;
}

integrations.get('/webhooks', (c) => {
  owner(c);
  return ok(c, all('SELECT id, url, events, created_at FROM webhooks WHERE workspace_id = ? LIMIT 50', c.get('workspaceId')));
});

integrations.post('/webhooks', async (c) => {
  owner(c);
  const input = await read(c, object({ url: address, events: fallback(list(oneOf(events), 1, events.length), [...events]) }));
  if (get('SELECT COUNT(*) AS n FROM webhooks WHERE workspace_id = ?', c.get('workspaceId'))!.n >= 10) throw conflict('Ten webhooks are enough');
  const id = slug();
  run('INSERT INTO webhooks (id, workspace_id, url, events, created_at) VALUES (?, ?, ?, ?, ?)', id, c.get('workspaceId'), input.url, JSON.stringify([...new Set(input.events)]), Date.now());
  record(c, 'webhook.created', id);
  return ok(c, { id, url: input.url, events: input.events, secret: hookSecret(id, 1) }, 201);
});

integrations.patch('/webhooks/:id', async (c) => {
  owner(c);
  const hook = hookHere(c);
  const input = await read(c, object({ url: optional(address), events: optional(list(oneOf(events), 1, events.length)) }));
  run('UPDATE webhooks SET url = COALESCE(?, url), events = COALESCE(?, events) WHERE id = ?', input.url ?? null, input.events ? JSON.stringify(input.events) : null, hook.id);
  record(c, 'webhook.changed', hook.id);
  return ok(c, { id: hook.id, url: input.url ?? hook.url });
});

integrations.post('/webhooks/:id/rotate', (c) => {
  owner(c);
  const hook = hookHere(c);
  run('UPDATE webhooks SET version = version + 1, previous_until = ? WHERE id = ?', Date.now() + overlap, hook.id);
  record(c, 'webhook.rotated', hook.id);
  return ok(c, { id: hook.id, secret: hookSecret(hook.id, hook.version + 1), previous_until: Date.now() + overlap });
});

integrations.delete('/webhooks/:id', (c) => {
  owner(c);
  const hook = hookHere(c);
  run('DELETE FROM webhooks WHERE id = ?', hook.id);
  record(c, 'webhook.removed', hook.id);
  return none(c);
});

integrations.post('/webhooks/:id/test', async (c) => {
  owner(c);
  restrict(c, `webhook-test:${c.get('workspaceId')}`, 5, 60);
  const outcome = await deliver(hookHere(c), 'test', { hello: 'from tallyroom' });
  return ok(c, { delivered: outcome === 'delivered', outcome });
});

integrations.get('/webhooks/:id/deliveries', (c) => {
  owner(c);
  return ok(c, all('SELECT id, event, outcome, created_at FROM deliveries WHERE webhook_id = ? ORDER BY id DESC LIMIT 50', hookHere(c).id));
});

function keyHere(c: Ctx) {
  const key = get('SELECT * FROM api_keys WHERE id = ? AND workspace_id = ? AND revoked = 0', handle(c, 'id', 'key'), c.get('workspaceId'));
  if (!key) throw missing('key');
  return key;
}

integrations.get('/keys', (c) => {
  owner(c);
  const rows = all('SELECT id, name, scopes, revoked, expires_at, used_at, created_at FROM api_keys WHERE workspace_id = ? ORDER BY created_at DESC LIMIT 50', c.get('workspaceId'));
  return ok(c, rows.map((row) => ({ ...row, scopes: JSON.parse(row.scopes), prefix: `trk_${row.id}` })));
});

integrations.post('/keys', async (c) => {
  owner(c);
  const input = await read(c, object({ name: text(1, 60), scopes: list(oneOf(scopes), 1, scopes.length), days: fallback(integer(1, 90), 30) }));
  if (get('SELECT COUNT(*) AS n FROM api_keys WHERE workspace_id = ? AND revoked = 0 AND expires_at > ?', c.get('workspaceId'), Date.now())!.n >= 20) throw conflict('Twenty keys are enough');
  const id = slug();
  const secret = secretToken();
  const expires = Date.now() + input.days * 86_400_000;
  run('INSERT INTO api_keys (id, workspace_id, name, secret_hash, scopes, user_id, expires_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)', id, c.get('workspaceId'), input.name, digest(secret), JSON.stringify([...new Set(input.scopes)]), c.get('user').id, expires, Date.now());
  record(c, 'key.created', `${id} ${input.scopes.join(' ')}`);
  return ok(c, { id, name: input.name, key: `trk_${id}_${secret}`, scopes: input.scopes, expires_at: expires }, 201);
});

integrations.post('/keys/:id/rotate', (c) => {
  owner(c);
  const key = keyHere(c);
  const secret = secretToken();
  run('UPDATE api_keys SET previous_hash = secret_hash, previous_until = ?, secret_hash = ? WHERE id = ?', Date.now() + overlap, digest(secret), key.id);
  record(c, 'key.rotated', key.id);
  return ok(c, { id: key.id, key: `trk_${key.id}_${secret}`, previous_until: Date.now() + overlap });
});

integrations.delete('/keys/:id', (c) => {
  owner(c);
  const key = keyHere(c);
  run('UPDATE api_keys SET revoked = 1 WHERE id = ?', key.id);
  record(c, 'key.revoked', key.id);
  return none(c);
});
