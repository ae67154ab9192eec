import { epoch } from '../db/database.ts';
import { AppError, conflict, missing } from '../lib/errors.ts';
import { log } from '../lib/logger.ts';
import { checkHost, parseHookUrl, postJson } from '../lib/net.ts';
import { randomToken, seal, sign, unseal } from '../lib/secrets.ts';
import type { User } from '../middleware/auth.ts';
import * as integrations from '../repositories/integrations.ts';

type Row = Record<string, any>;

const viewed = (hook: Row) => ({ id: hook.id, url: hook.url, events: hook.events, active: Boolean(hook.active), created_at: hook.created_at });
export const webhooks = (user: User) => integrations.webhooksOf(user.org_id).map(viewed);

export function addWebhook(user: User, url: string, events: string[]): Row {
  checkHost(parseHookUrl(url));
  if (integrations.webhooksOf(user.org_id).length >= 20) throw conflict('There are 20 webhooks already');
  const secret = randomToken(24);
  const id = integrations.addWebhook({ org_id: user.org_id, url, events: events.join(','), secret: seal(secret) });
  return { ...viewed(integrations.webhookIn(user.org_id, id) as Row), secret };
}

export function changeWebhook(user: User, id: number, input: { url?: string; active?: boolean }): Row {
  const changes: Row = {};
  if (input.url !== undefined) {
    checkHost(parseHookUrl(input.url));
    changes.url = input.url;
  }
  if (input.active !== undefined) changes.active = input.active ? 1 : 0;
  integrations.changeWebhook(user.org_id, id, changes);
  const hook = integrations.webhookIn(user.org_id, id);
  if (!hook) throw missing('Webhook');
  return viewed(hook);
}

export function removeWebhook(user: User, id: number): void {
  if (!integrations.removeWebhook(id)) throw missing('Webhook');
}

export async function testWebhook(user: User, id: number): Promise<Row> {
  const hook = integrations.webhookIn(user.org_id, id);
  if (!hook) throw missing('Webhook');
  const body = JSON.stringify({ event: 'ping', at: new Date().toISOString() });
  try {
    return await postJson(hook.url, body, { 'X-Desk-Signature': sign(unseal(hook.secret), body) });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(502, 'unreachable', 'The receiver did not answer');
  }
}

/** Tells the webhooks of an organisation; nobody waits for it. */
export function notify(org: number, event: string, payload: Row): void {
  const body = JSON.stringify({ event, payload });
  for (const hook of integrations.webhooksOf(org)) {
    if (!hook.active || !String(hook.events).split(',').includes(event)) continue;
    const full = integrations.webhookIn(org, hook.id) as Row;
    postJson(hook.url, body, { 'X-Desk-Signature': sign(unseal(full.secret), body) }).catch((error) => log.warn('webhook failed', { hook: hook.id, reason: error.message }));
  }
}

export const keys = (user: User) => integrations.keysOf(user.org_id);

export function addKey(user: User, name: string, scopes: string[], days: number): Row {
  const secret = `dk_${randomToken(30)}`;
  const row = { org_id: user.org_id, user_id: user.id, name, prefix: secret.slice(0, 8), scopes: scopes.join(' '), expires_at: epoch() + days * 86400 };
  const id = integrations.addKey(row, secret);
  return { id, name, scopes, expires_at: row.expires_at, key: secret };
}

export const removeKey = (user: User, id: number) => integrations.removeKey(user.org_id, id);
