import type { Request, Response } from 'express';
import { z } from 'zod';
import { invalid } from '../lib/errors.ts';
import { idOf, line, paging, parse } from '../lib/validate.ts';
import { current } from '../middleware/auth.ts';
import * as tickets from '../services/tickets.ts';

const statuses = ['open', 'pending', 'solved', 'closed'] as const;
const listing = paging.extend({
  status: z.string().max(60).optional(),
  sort: z.string().regex(/^(id|created_at|updated_at|priority|status|subject)(:(asc|desc))?$/).default('id:desc'),
});
export function list(req: Request, res: Response): void {
  const { status, ...options } = parse(listing, req.query);
  res.json(tickets.list(current(res), { ...options, status: status?.split(',').slice(0, 10) }));
}

const searching = z.object({
  conditions: z.array(z.object({
    field: z.enum(['subject', 'body', 'status', 'priority', 'tag', 'created_at']),
    op: z.enum(['eq', 'ne', 'gt', 'lt', 'like']),
    value: z.union([z.string().max(200), z.number()]),
  })).min(1).max(5),
});
export function search(req: Request, res: Response): void {
  res.json({ items: tickets.search(current(res), parse(searching, req.body).conditions) });
}

const creation = z.object({ subject: line(200), body: line(10_000), tag: z.string().regex(/^[a-z-]{1,30}$/).optional() });
export function create(req: Request, res: Response): void {
  res.status(201).json(tickets.create(current(res), parse(creation, req.body)));
}

export function detail(req: Request, res: Response): void {
  res.json(tickets.detail(current(res), idOf(req.params.id)));
}

const changing = z.object({
  subject: line(200).optional(),
  status: z.enum(statuses).optional(),
  priority: z.enum(['low', 'normal', 'high', 'urgent']).optional(),
  assignee_id: z.number().int().positive().nullable().optional(),
  tag: z.string().regex(/^[a-z-]{1,30}$/).optional(),
});
export function change(req: Request, res: Response): void {
  res.json(tickets.change(current(res), idOf(req.params.id), parse(changing, req.body)));
}

const bulking = z.object({ ids: z.array(z.number().int().positive()).min(1).max(100), status: z.enum(statuses) });
export function bulk(req: Request, res: Response): void {
  const { ids, status } = parse(bulking, req.body);
  res.json(tickets.bulk(current(res), ids, status));
}

export function merge(req: Request, res: Response): void {
  const { duplicate_id } = parse(z.object({ duplicate_id: z.number().int().positive() }), req.body);
  res.json(tickets.mergeTickets(current(res), idOf(req.params.id), duplicate_id));
}

export function comments(req: Request, res: Response): void {
  res.json({ items: tickets.comments(current(res), idOf(req.params.id)) });
}

const commenting = z.object({ body: line(5000), internal: z.boolean().default(false) });
export function addComment(req: Request, res: Response): void {
  const { body, internal } = parse(commenting, req.body);
  res.status(201).json(tickets.addComment(current(res), idOf(req.params.id), body, internal));
}

export function editComment(req: Request, res: Response): void {
  const { body } = parse(z.object({ body: line(5000) }), req.body);
  res.json(tickets.editComment(current(res), idOf(req.params.id), idOf(req.params.commentId), body));
}

export function removeComment(req: Request, res: Response): void {
  tickets.removeComment(current(res), idOf(req.params.id), idOf(req.params.commentId));
  res.status(204).end();
}

export async function attach(req: Request, res: Response): Promise<void> {
  if (!req.file) throw invalid('A file is needed in the field "file"');
  res.status(201).json(await tickets.attach(current(res), idOf(req.params.id), req.file));
}

export function download(req: Request, res: Response): void {
  const { attachment, stream } = tickets.openAttachment(current(res), idOf(req.params.id));
  res.set('Content-Security-Policy', "default-src 'none'; sandbox");
  res.type(attachment.type);
  res.set('Content-Disposition', `attachment; filename="${attachment.name}"`);
  stream.on('error', () => res.destroy()).pipe(res);
}

export async function removeAttachment(req: Request, res: Response): Promise<void> {
  await tickets.removeAttachment(current(res), idOf(req.params.id));
  res.status(204).end();
}

const timing = z.object({ minutes: z.number().int().min(1).max(1440), note: z.string().max(500).optional() });
export function addTime(req: Request, res: Response): void {
  const { minutes, note } = parse(timing, req.body);
  res.status(201).json(tickets.addTime(current(res), idOf(req.params.id), minutes, note));
}

export function time(req: Request, res: Response): void {
  res.json({ items: tickets.time(current(res), idOf(req.params.id)) });
}
