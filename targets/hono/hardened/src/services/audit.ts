import { all, get, run } from '../db/connection.ts';
import type { Ctx } from '../lib/http.ts';
import { log } from '../lib/log.ts';
import { seal } from '../lib/secrets.ts';

const sealed = (previous: string, at: number, actor: string, workspaceId: string | null, action: string, target: string) =>
  seal(JSON.stringify([previous, at, actor, workspaceId, action, target]));

export function record(c: Ctx, action: string, target: string | number, options: { actor?: string; workspaceId?: string | null } = {}) {
  const at = Date.now();
  const actor = options.actor ?? (c.get('apiKey') ? `key ${c.get('apiKey')!.id}` : `user ${c.get('user')?.id ?? 'unknown'}`);
  const workspaceId = options.workspaceId === undefined ? c.get('workspaceId') ?? null : options.workspaceId;
  const previous = get('SELECT seal FROM audit ORDER BY id DESC LIMIT 1')?.seal ?? '';
  run('INSERT INTO audit (at, actor, workspace_id, action, target, seal) VALUES (?, ?, ?, ?, ?, ?)', at, actor, workspaceId, action, String(target), sealed(previous, at, actor, workspaceId, action, String(target)));
  log('info', 'audit', { request_id: c.get('requestId'), action, actor, target });
}

export const trailOf = (workspaceId: string, before: number, limit: number) =>
  all('SELECT id, at, actor, action, target FROM audit WHERE workspace_id = ? AND id < ? ORDER BY id DESC LIMIT ?', workspaceId, before, limit);

export function intact(): boolean {
  let previous = '';
  for (const entry of all('SELECT * FROM audit ORDER BY id')) {
    if (entry.seal !== sealed(previous, entry.at, entry.actor, entry.workspace_id, entry.action, entry.target)) return false;
    previous = entry.seal;
  }
  return true;
}
