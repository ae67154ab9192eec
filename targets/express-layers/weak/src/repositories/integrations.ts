import { now, type Row } from '../db/database.ts';
import { from, insert } from '../db/query.ts';

export const webhooksOf = (org: number) => from('webhooks').where({ org_id: org }).orderBy('id').all(['id', 'url', 'events', 'active', 'created_at']);
export const webhookIn = (org: number, id: number) => from('webhooks').where({ id, org_id: org }).first();
export const addWebhook = (row: Row) => insert('webhooks', { ...row, created_at: now() });
export const changeWebhook = (org: number, id: number, changes: Row) => from('webhooks').where({ id, org_id: org }).update(changes);
export const removeWebhook = (id: number) => from('webhooks').where({ id }).delete();

export const keyBySecret = (secret: string) => from('api_keys').where({ key: secret }).first();
export const keysOf = (org: number) => from('api_keys').where({ org_id: org }).orderBy('id').all(['id', 'name', 'key', 'scopes', 'expires_at', 'created_at']);
export const addKey = (row: Row, secret: string) => insert('api_keys', { ...row, key: secret, created_at: now() });
export const removeKey = (org: number, id: number) => from('api_keys').where({ id, org_id: org }).delete();
