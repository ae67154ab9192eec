import type { Request, Response } from 'express';
import { z } from 'zod';
import { etagOf } from '../lib/secrets.ts';
import { idOf, line, paging, parse } from '../lib/validate.ts';
import { current } from '../middleware/auth.ts';
import * as content from '../services/content.ts';

export function canned(_req: Request, res: Response): void {
  res.json({ items: content.canned(current(res)) });
}

export function addCanned(req: Request, res: Response): void {
  const { title, template } = parse(z.object({ title: line(100), template: line(4000) }), req.body);
  res.status(201).json(content.addCanned(current(res), title, template));
}

export function renderCanned(req: Request, res: Response): void {
  const { ticket_id } = parse(z.object({ ticket_id: z.number().int().positive() }), req.body);
  res.json(content.renderCanned(current(res), idOf(req.params.id), ticket_id));
}

const finding = paging.extend({ q: z.string().max(100).optional() });
export function articles(req: Request, res: Response): void {
  const { q, page, limit } = parse(finding, req.query);
  const items = content.articles(q?.trim(), page, limit);
  res.set('Cache-Control', 'public, max-age=60');
  res.set('ETag', etagOf(JSON.stringify(items)));
  res.json({ query: q ?? null, items });
}

const article = z.object({ title: line(150), body: line(20_000), published: z.boolean().default(true) });
export function addArticle(req: Request, res: Response): void {
  res.status(201).json(content.addArticle(current(res), parse(article, req.body)));
}

const articleChange = z.object({ title: line(150).optional(), body: line(20_000).optional(), published: z.boolean().optional() });
export function changeArticle(req: Request, res: Response): void {
  res.json(content.changeArticle(idOf(req.params.id), parse(articleChange, req.body)));
}

const feedback = z.object({ author: line(60).default('Somebody'), helpful: z.boolean(), comment: line(500) });
export function addFeedback(req: Request, res: Response): void {
  res.status(201).json(content.addFeedback(idOf(req.params.id), parse(feedback, req.body)));
}
