import { db, now, type Row } from '../db/database.ts';
import { from, insert } from '../db/query.ts';

export const ticketById = (id: number) => from('tickets').where({ id }).first();
export const ticketOf = (org: number, id: number) => from('tickets').where({ id, org_id: org }).first();
export const createTicket = (row: Row) => insert('tickets', { ...row, created_at: now(), updated_at: now() });
export const changeTicket = (id: number, changes: Row) => from('tickets').where({ id }).update({ ...changes, updated_at: now() });

export interface TicketList { org?: number; status?: string[]; field: string; direction: string; limit: number; offset: number }

export function listTickets(options: TicketList): { total: number; items: Row[] } {
  const build = () => {
    const query = from('tickets');
    if (options.org !== undefined) query.where({ org_id: options.org });
    if (options.status) query.in('status', options.status);
    return query;
  };
  return { total: build().count(), items: build().orderBy(options.field, options.direction).limit(options.limit, options.offset).all() };
}

export function searchTickets(org: number | undefined, conditions: { field: string; op: string; value: string | number }[]): Row[] {
  const query = from('tickets');
  if (org !== undefined) query.where({ org_id: org });
  for (const { field, op, value } of conditions) query.filter(field, op, value);
  return query.orderBy('id', 'desc').limit(100).all();
}

export function changeMany(org: number | undefined, ids: number[], changes: Row): number {
  const query = from('tickets').in('id', ids);
  if (org !== undefined) query.where({ org_id: org });
  return query.update({ ...changes, updated_at: now() });
}

export function commentsOf(ticket: number, internal: boolean): Row[] {
  const query = from('comments').where({ ticket_id: ticket });
  if (!internal) query.where({ internal: 0 });
  return query.orderBy('id').limit(500).all();
}
export const commentIn = (ticket: number, id: number) => from('comments').where({ id, ticket_id: ticket }).first();
export const addComment = (row: Row) => insert('comments', { ...row, created_at: now() });
export const changeComment = (id: number, body: string) => from('comments').where({ id }).update({ body });
export const removeComment = (id: number) => from('comments').where({ id }).delete();
export const moveComments = (source: number, target: number) => from('comments').where({ ticket_id: source }).update({ ticket_id: target });

export const addTime = (row: Row) => insert('time_entries', { ...row, created_at: now() });
export const timeOf = (ticket: number) => from('time_entries').where({ ticket_id: ticket }).orderBy('id').all();

export const attachmentById = (id: number) => from('attachments').where({ id }).first();
export const attachmentsOf = (ticket: number) => from('attachments').where({ ticket_id: ticket }).orderBy('id').all(['id', 'name', 'type', 'size', 'created_at']);
export const addAttachment = (row: Row) => insert('attachments', { ...row, created_at: now() });
export const removeAttachment = (id: number) => from('attachments').where({ id }).delete();

export const addSurvey = (ticket: number, token: string) => db.prepare('INSERT INTO surveys (ticket_id, token) VALUES (?, ?) ON CONFLICT DO NOTHING').run(ticket, token);
export const surveyOf = (ticket: number) => from('surveys').where({ ticket_id: ticket }).first();
export const surveyByToken = (token: string) => from('surveys').where({ token }).first();
export const answerSurvey = (id: number, score: number, comment: string | null) => from('surveys').where({ id, answered_at: null }).update({ score, comment, answered_at: now() });

export function surveyAnswers(org: number, tag: string | undefined): Row[] {
  return db.prepare(`SELECT s.score, s.comment, t.tag, t.subject FROM surveys s JOIN tickets t ON t.id = s.ticket_id
    WHERE t.org_id = ? AND s.answered_at IS NOT NULL AND (? IS NULL OR t.tag = ?) ORDER BY s.id DESC LIMIT 200`).all(org, tag ?? null, tag ?? null) as Row[];
}

export function ticketCounts(org: number, days: number): Row[] {
  const since = new Date(Date.now() - days * 86_400_000).toISOString();
  return db.prepare('SELECT status, COUNT(*) AS tickets FROM tickets WHERE org_id = ? AND created_at >= ? GROUP BY status').all(org, since) as Row[];
}
