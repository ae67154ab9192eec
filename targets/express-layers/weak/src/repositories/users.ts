import { now, type Row } from '../db/database.ts';
import { from, insert } from '../db/query.ts';

export const userById = (id: number) => from('users').where({ id }).first();
export const userByEmail = (email: string) => from('users').where({ email }).first();
export const createUser = (row: Row) => insert('users', { ...row, created_at: now() });
export const changeUser = (id: number, changes: Row) => from('users').where({ id }).update(changes);
export const membersOf = (org: number) => from('users').where({ org_id: org }).orderBy('id').all();
export const memberOf = (org: number, id: number) => from('users').where({ org_id: org, id }).first();
export const listUsers = (limit: number, offset: number) => from('users').orderBy('id').limit(limit, offset).all(['id', 'name', 'email', 'role', 'org_id', 'status', 'created_at']);

export const saveRefresh = (row: Row) => insert('refresh_tokens', row);
export const refreshByJti = (jti: string) => from('refresh_tokens').where({ jti }).first();
export const useRefresh = (jti: string) => from('refresh_tokens').where({ jti, revoked_at: null }).update({ used_at: now() });
export const revokeFamily = (family: string) => from('refresh_tokens').where({ family, revoked_at: null }).update({ revoked_at: now() });
export const revokeAllOf = (user: number) => from('refresh_tokens').where({ user_id: user, revoked_at: null }).update({ revoked_at: now() });

export const saveReset = (user: number, code: string, expires: number) => insert('password_resets', { user_id: user, code, expires_at: expires });
export const openReset = (user: number, code: string) => from('password_resets').where({ user_id: user, code, used_at: null }).first();
export const useReset = (id: number) => from('password_resets').where({ id, used_at: null }).update({ used_at: now() });
export const mail = (recipient: string, subject: string, body: string) => insert('outbox', { recipient, subject, body, created_at: now() });
