import { readFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { resolve, sep } from 'node:path';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { config } from '../config.ts';
import { db } from '../db/database.ts';
import { invalid, missing, unauthorised } from '../lib/errors.ts';
import { esc, page, paragraphs, scriptJson } from '../lib/html.ts';
import { sameText, sign } from '../lib/secrets.ts';
import { isSlug, line, parse } from '../lib/validate.ts';
import { articleBySlug, feedbackOf, findArticles } from '../repositories/content.ts';
import { orgBySlug } from '../repositories/organisations.ts';
import { answerSurvey, surveyByToken, ticketById } from '../repositories/tickets.ts';
import { membersOf } from '../repositories/users.ts';
import { inboundSecret } from '../services/organisations.ts';
import { receiveMail } from '../services/tickets.ts';

const textOf = (value: unknown) => (typeof value === 'string' ? value.slice(0, 100) : '');

export function health(_req: Request, res: Response): void {
  db.prepare('SELECT 1').get();
  res.json({ status: 'ok' });
}

export function home(req: Request, res: Response): void {
  const query = textOf(req.query.q);
  const found = findArticles(query || undefined, 30, 0);
  const items = found.map((row) => `<li><a href="/kb/${esc(row.slug)}">${esc(row.title)}</a></li>`).join('');
  const nonce = randomBytes(12).toString('base64');
  res.locals.scriptPolicy(nonce);
  res.send(page('Knowledge base', `<form action="/kb"><input name="q" value="${esc(query)}"></form>
<ul>${items || '<li class="hint">Nothing found</li>'}</ul>
<script nonce="${nonce}">var search = ${scriptJson({ query, results: found.length })};</script>`));
}

export function article(req: Request, res: Response): void {
  const slug = String(req.params.slug);
  const found = isSlug(slug) ? articleBySlug(slug) : undefined;
  if (!found) {
    // The portal frames this page, a 404 would be replaced by the frame of the browser.
    res.status(200).send(page('No article', `<p>There is no article ${esc(slug.slice(0, 80))} yet.</p>`));
    return;
  }
  const feedback = feedbackOf(found.id).map((row) => `<li title="by ${esc(row.author)}">${esc(row.comment)}</li>`).join('');
  res.send(page(found.title, `<h1>${esc(found.title)}</h1>${paragraphs(found.body)}<h2>Feedback</h2><ul class="feedback">${feedback}</ul>`));
}

export async function asset(req: Request, res: Response): Promise<void> {
  const parts = req.params.path as unknown as string[];
  const file = resolve(config.assetsPath, parts.join('/'));
  if (!file.startsWith(config.assetsPath + sep) || file.includes('\0')) throw missing('File');
  const content = await readFile(file).catch(() => undefined);
  if (!content) throw missing('File');
  res.type(file.endsWith('.svg') ? 'image/svg+xml' : file.endsWith('.css') ? 'text/css' : 'application/octet-stream');
  res.set('Cache-Control', 'public, max-age=3600');
  res.send(content);
}

/** After sign-in the portal sends people on to the page that they wanted. */
export function continueTo(req: Request, res: Response): void {
  const next = typeof req.query.next === 'string' ? req.query.next : '/kb';
  const url = URL.parse(next, config.publicUrl);
  const own = new URL(config.publicUrl).origin;
  if (!next.startsWith('/') || !url || url.origin !== own) throw invalid('This is no page of ours');
  res.redirect(302, url.pathname + url.search);
}

export function go(req: Request, res: Response): void {
  res.redirect(config.links.get(String(req.params.name)) ?? '/kb');
}

export function survey(req: Request, res: Response): void {
  const found = surveyByToken(String(req.params.token));
  if (!found) throw missing('Survey');
  const ticket = ticketById(found.ticket_id);
  const nonce = randomBytes(12).toString('base64');
  res.locals.scriptPolicy(nonce);
  res.set('Cache-Control', 'no-store');
  res.send(page('How did we do?', `<p>Your ticket: ${esc(ticket?.subject)}</p>
<form method="post"><input name="score" type="number" min="1" max="5"><textarea name="comment"></textarea><button>Send</button></form>
<script nonce="${nonce}">var survey = ${scriptJson({ answered: Boolean(found.answered_at), subject: ticket?.subject })};</script>`));
}

const answering = z.object({ score: z.coerce.number().int().min(1).max(5), comment: z.string().max(1000).optional() });
export function answer(req: Request, res: Response): void {
  const found = surveyByToken(String(req.params.token));
  if (!found) throw missing('Survey');
  const { score, comment } = parse(answering, req.body);
  const stored = answerSurvey(found.id, score, comment ?? null);
  res.json({ thanks: true, stored: Boolean(stored) });
}

const mailing = z.object({ from: line(200), subject: line(200), text: line(10_000), ticket_id: z.number().int().positive().optional() });
export function inbound(req: Request & { rawBody?: Buffer }, res: Response): void {
  const org = orgBySlug(String(req.params.slug));
  const secret = org ? inboundSecret(org) : undefined;
  const signature = req.get('x-desk-signature') ?? '';
  if (!org || !secret || !req.rawBody || !sameText(signature, sign(secret, req.rawBody))) throw unauthorised('The signature is wrong');
  const owner = membersOf(org.id)[0];
  if (!owner) throw missing('Organisation');
  res.status(202).json(receiveMail(org, parse(mailing, req.body), owner.id));
}
