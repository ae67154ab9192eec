import { createReadStream } from 'node:fs';
import { unlink, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { config } from '../config.ts';
import { transaction } from '../db/database.ts';
import { forbidden, invalid, missing } from '../lib/errors.ts';
import { randomToken } from '../lib/secrets.ts';
import { isStaff, type User } from '../middleware/auth.ts';
import * as tickets from '../repositories/tickets.ts';
import { notify } from './integrations.ts';

type Row = Record<string, any>;

/** Staff of Deskwise sees each ticket, customers those of their organisation. */
export function visible(user: User, id: number): Row {
  const ticket = isStaff(user) ? tickets.ticketById(id) : tickets.ticketOf(user.org_id, id);
  if (!ticket) throw missing('Ticket');
  return ticket;
}

const reach = (user: User) => (isStaff(user) ? undefined : user.org_id);

export function list(user: User, options: { status?: string[]; sort: string; page: number; limit: number }): Row {
  const [field, direction] = options.sort.split(':');
  const { total, items } = tickets.listTickets({ org: reach(user), status: options.status, field, direction: direction ?? 'asc', limit: options.limit, offset: (options.page - 1) * options.limit });
  return { total, page: options.page, items };
}

export const search = (user: User, conditions: { field: string; op: string; value: string | number }[]) => tickets.searchTickets(reach(user), conditions);

export function create(user: User, input: { subject: string; body: string; tag?: string }): Row {
  const id = tickets.createTicket({ ...input, org_id: user.org_id, requester_id: user.id });
  notify(user.org_id, 'ticket.created', { id, subject: input.subject });
  return tickets.ticketById(id) as Row;
}

export function detail(user: User, id: number): Row {
  const ticket = visible(user, id);
  const survey = tickets.surveyOf(id);
  return {
    ...ticket,
    comments: tickets.commentsOf(id, true),
    attachments: tickets.attachmentsOf(id),
    survey_url: survey && ticket.requester_id === user.id ? `/surveys/${survey.token}` : undefined,
  };
}

const staffFields = ['priority', 'assignee_id', 'tag'];

export function change(user: User, id: number, changes: Row): Row {
  const ticket = visible(user, id);
  if (!isStaff(user) && staffFields.some((name) => name in changes)) throw forbidden('Only agents change this');
  tickets.changeTicket(id, changes);
  if (changes.status === 'solved' && ticket.status !== 'solved') tickets.addSurvey(id, randomToken(24));
  return tickets.ticketById(id) as Row;
}

export function bulk(user: User, ids: number[], status: string): Row {
  return { changed: tickets.changeMany(ids, { status }) };
}

/** Moves the comments of a duplicate into this ticket and closes the duplicate. */
export function mergeTickets(user: User, id: number, duplicate: number): Row {
  const target = visible(user, id);
  const source = tickets.ticketById(duplicate);
  if (!source) throw missing('Ticket');
  if (source.id === target.id) throw invalid('A ticket cannot be merged with itself');
  transaction(() => {
    tickets.moveComments(source.id, target.id);
    tickets.changeTicket(source.id, { status: 'merged' });
  });
  return detail(user, target.id);
}

export function comments(user: User, id: number): Row[] {
  if (!tickets.ticketById(id)) throw missing('Ticket');
  return tickets.commentsOf(id, isStaff(user));
}

export function addComment(user: User, id: number, body: string, internal: boolean): Row {
  const ticket = visible(user, id);
  if (internal && !isStaff(user)) throw forbidden('Internal notes are for agents');
  const comment = tickets.addComment({ ticket_id: ticket.id, author_id: user.id, body, internal: internal ? 1 : 0 });
  notify(ticket.org_id, 'comment.created', { ticket: ticket.id, comment });
  return tickets.commentIn(ticket.id, comment) as Row;
}

function ownComment(user: User, id: number, commentId: number): Row {
  const ticket = visible(user, id);
  const comment = tickets.commentById(commentId);
  if (!comment || (comment.internal && !isStaff(user))) throw missing('Comment');
  if (![comment.author_id, ticket.requester_id].includes(user.id) && user.role !== 'admin') throw forbidden('This comment is of somebody else');
  return comment;
}

export function editComment(user: User, id: number, commentId: number, body: string): Row {
  const comment = ownComment(user, id, commentId);
  tickets.changeComment(comment.id, body);
  return { ...comment, body };
}

export function removeComment(user: User, id: number, commentId: number): void {
  tickets.removeComment(ownComment(user, id, commentId).id);
}

export async function attach(user: User, id: number, file: Express.Multer.File): Promise<Row> {
  const ticket = visible(user, id);
  const name = file.originalname.replace(/[^\w. -]/g, '_').slice(-80);
  const stored = `${randomUUID()}.bin`;
  await writeFile(join(config.storagePath, 'attachments', stored), file.buffer);
  const made = tickets.addAttachment({ ticket_id: ticket.id, uploader_id: user.id, name, type: file.mimetype, size: file.size, file: stored });
  return { id: made, name, type: file.mimetype, size: file.size };
}

function reachable(user: User, id: number): Row {
  const attachment = tickets.attachmentById(id);
  if (!attachment) throw missing('Attachment');
  visible(user, attachment.ticket_id);
  return attachment;
}

export function openAttachment(_user: User, id: number) {
  const attachment = tickets.attachmentById(id);
  if (!attachment) throw missing('Attachment');
  return { attachment, stream: createReadStream(join(config.storagePath, 'attachments', attachment.file)) };
}

export async function removeAttachment(user: User, id: number): Promise<void> {
  const attachment = reachable(user, id);
  if (attachment.uploader_id !== user.id && !isStaff(user)) throw forbidden('This file is of somebody else');
  tickets.removeAttachment(id);
  await unlink(join(config.storagePath, 'attachments', attachment.file)).catch(() => undefined);
}

export function addTime(user: User, id: number, minutes: number, note?: string): Row {
  const ticket = visible(user, id);
  return { id: tickets.addTime({ ticket_id: ticket.id, agent_id: user.id, minutes, note: note ?? null }), minutes };
}

export const time = (user: User, id: number) => tickets.timeOf(visible(user, id).id);

export function receiveMail(org: Row, input: { from: string; subject: string; text: string; ticket_id?: number }, author: number): Row {
  if (input.ticket_id) {
    const ticket = tickets.ticketOf(org.id, input.ticket_id);
    if (!ticket) throw missing('Ticket');
    return { ticket: ticket.id, comment: tickets.addComment({ ticket_id: ticket.id, author_id: null, body: `${input.from}: ${input.text}` }) };
  }
  return { ticket: tickets.createTicket({ org_id: org.id, requester_id: author, subject: input.subject, body: `${input.from}: ${input.text}`, tag: 'mail' }) };
}
