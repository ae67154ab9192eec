import type { Request, Response } from 'express';
import { z } from 'zod';
import { invalid } from '../lib/errors.ts';
import { idOf, line, parse } from '../lib/validate.ts';
import { current } from '../middleware/auth.ts';
import * as integrations from '../services/integrations.ts';

const events = z.array(z.enum(['ticket.created', 'ticket.changed', 'comment.created'])).min(1);

export function webhooks(_req: Request, res: Response): void {
  res.json({ items: integrations.webhooks(current(res)) });
}

export function addWebhook(req: Request, res: Response): void {
  const input = parse(z.object({ url: z.string().max(500), events }), req.body);
  res.status(201).json(integrations.addWebhook(current(res), input.url, input.events));
}

export function changeWebhook(req: Request, res: Response): void {
  const input = parse(z.object({ url: z.string().max(500).optional(), active: z.boolean().optional() }), req.body);
  res.json(integrations.changeWebhook(current(res), idOf(req.params.id), input));
}

export function removeWebhook(req: Request, res: Response): void {
  integrations.removeWebhook(current(res), idOf(req.params.id));
  res.status(204).end();
}

export async function testWebhook(req: Request, res: Response): Promise<void> {
  res.json(await integrations.testWebhook(current(res), idOf(req.params.id)));
}

export function keys(_req: Request, res: Response): void {
  res.json({ items: integrations.keys(current(res)) });
}

const known = ['tickets:read', 'tickets:write', 'exports:read', 'exports:write'];
const keying = z.object({ name: line(60), scopes: z.array(z.string()).min(1).max(4), days: z.number().int().min(1).max(365).default(90) });
export function addKey(req: Request, res: Response): void {
  const { name, scopes, days } = parse(keying, req.body);
  if (!scopes.every((scope) => known.includes(scope))) throw invalid('Unknown scope');
  res.status(201).json(integrations.addKey(current(res), name, scopes, days));
}

export function removeKey(req: Request, res: Response): void {
  integrations.removeKey(current(res), idOf(req.params.id));
  res.status(204).end();
}
