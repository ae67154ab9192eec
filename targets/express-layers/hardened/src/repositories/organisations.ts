import { now, type Row } from '../db/database.ts';
import { from, insert } from '../db/query.ts';

export const orgById = (id: number) => from('organisations').where({ id }).first() as Row;
export const orgBySlug = (slug: string) => from('organisations').where({ slug }).first();
export const createOrg = (name: string, slug: string) => insert('organisations', { name, slug, created_at: now() });
export const changeOrg = (id: number, changes: Row) => from('organisations').where({ id }).update(changes);

export const createInvitation = (org: number, email: string, code: string, expires: number) => insert('invitations', { org_id: org, email, code, expires_at: expires });
export const findInvitation = (match: Row) => from('invitations').where({ ...match, accepted_at: null }).first();
export const acceptInvitation = (id: number) => from('invitations').where({ id, accepted_at: null }).update({ accepted_at: now() });

export const audit = (actor: number | null, action: string, subject: string, ip?: string) => insert('audit_log', { actor_id: actor, action, subject, ip: ip ?? null, created_at: now() });
export const auditEntries = (limit: number, offset: number) => from('audit_log').orderBy('id', 'desc').limit(limit, offset).all();
