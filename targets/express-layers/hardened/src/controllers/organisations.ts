import type { Request, Response } from 'express';
import { z } from 'zod';
import { email, idOf, isSlug, line, paging, parse, pick } from '../lib/validate.ts';
import { missing } from '../lib/errors.ts';
import { current } from '../middleware/auth.ts';
import { audit, auditEntries } from '../repositories/organisations.ts';
import { changeUser, listUsers, userById } from '../repositories/users.ts';
import { endSessions } from '../services/accounts.ts';
import * as organisations from '../services/organisations.ts';

export function own(_req: Request, res: Response): void {
  res.json(organisations.own(current(res)));
}

const changes = z.object({
  name: line(80).optional(),
  billing_email: email.optional(),
  settings: z.strictObject({ public_status: z.boolean().optional(), survey_tag: z.string().max(120).optional(), greeting: z.string().max(500).optional() }).optional(),
});
export function change(req: Request, res: Response): void {
  const input = parse(changes, pick(req.body, ['name', 'billing_email', 'settings']));
  res.json(organisations.change(current(res), { ...input }));
}

export function members(_req: Request, res: Response): void {
  res.json({ items: organisations.members(current(res)) });
}

export function removeMember(req: Request, res: Response): void {
  organisations.removeMember(current(res), idOf(req.params.id));
  res.status(204).end();
}

export function invite(req: Request, res: Response): void {
  res.status(201).json(organisations.invite(current(res), parse(z.object({ email }), req.body).email));
}

export function accept(req: Request, res: Response): void {
  const { code } = parse(z.object({ code: z.string().min(10).max(80) }), req.body);
  res.json(organisations.accept(current(res), code));
}

export function rotateInbound(_req: Request, res: Response): void {
  res.json(organisations.rotateInbound(current(res)));
}

export function publicStatus(req: Request, res: Response): void {
  if (!isSlug(req.params.slug as string)) throw missing('Organisation');
  res.json(organisations.publicStatus(req.params.slug as string));
}

export function surveySummary(_req: Request, res: Response): void {
  res.json(organisations.surveySummary(current(res)));
}

export function dashboard(req: Request, res: Response): void {
  res.json(organisations.dashboard(current(res), Number(req.query.days ?? 30)));
}

export function listAccounts(req: Request, res: Response): void {
  const { page, limit } = parse(paging, req.query);
  res.json({ items: listUsers(limit, (page - 1) * limit) });
}

const accountChange = z.strictObject({ role: z.enum(['customer', 'agent', 'admin']).optional(), status: z.enum(['active', 'suspended']).optional() });
export function changeAccount(req: Request, res: Response): void {
  const id = idOf(req.params.id);
  const input = parse(accountChange, req.body);
  if (!userById(id)) throw missing('User');
  changeUser(id, input);
  endSessions(id);
  audit(current(res).id, 'user.changed', `${id} ${JSON.stringify(input)}`, req.ip);
  const { role, status } = userById(id) as Record<string, any>;
  res.json({ id, role, status });
}

export function auditLog(req: Request, res: Response): void {
  const { page, limit } = parse(paging, req.query);
  res.json({ items: auditEntries(limit, (page - 1) * limit) });
}
