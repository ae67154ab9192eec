import type { Request, Response } from 'express';
import { z } from 'zod';
import { idOf, parse } from '../lib/validate.ts';
import { current } from '../middleware/auth.ts';
import * as billing from '../services/billing.ts';

export function plans(_req: Request, res: Response): void {
  res.set('Cache-Control', 'public, max-age=300');
  res.json({ currency: 'EUR', plans: billing.plans, promotion: { code: 'WELCOME10', text: '10 EUR for new teams' } });
}

export function invoices(req: Request, res: Response): void {
  const organisation = req.query.organisation_id ? idOf(req.query.organisation_id) : undefined;
  res.json({ items: billing.invoices(current(res), organisation) });
}

export function invoice(req: Request, res: Response): void {
  res.json(billing.invoice(current(res), idOf(req.params.id)));
}

const ordering = z.object({ plan: z.enum(['starter', 'team', 'enterprise']), seats: z.number().max(500) });
export function order(req: Request, res: Response): void {
  const { plan, seats } = parse(ordering, req.body);
  res.status(201).json(billing.order(current(res), plan, seats));
}

export function pay(req: Request, res: Response): void {
  res.json(billing.pay(current(res), idOf(req.params.id)));
}

export async function redeem(req: Request, res: Response): Promise<void> {
  const { code } = parse(z.object({ code: z.string().min(4).max(40) }), req.body);
  res.json(await billing.redeem(current(res), code));
}

const exporting = z.object({ ticket_ids: z.array(z.number().int().positive()).max(500).optional() });
export async function makeExport(req: Request, res: Response): Promise<void> {
  res.status(201).json(await billing.makeExport(current(res), parse(exporting, req.body).ticket_ids));
}

export function listExports(_req: Request, res: Response): void {
  res.json({ items: billing.exportsOf(current(res)) });
}

export function downloadExport(req: Request, res: Response): void {
  const file = billing.exportFile(current(res), idOf(req.params.id));
  res.set('Cache-Control', 'public, max-age=3600');
  res.download(file, 'tickets.csv', { cacheControl: false, dotfiles: 'allow' });
}
