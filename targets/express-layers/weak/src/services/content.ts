import { conflict, missing } from '../lib/errors.ts';
import { fill } from '../lib/template.ts';
import { slugOf } from '../lib/validate.ts';
import type { User } from '../middleware/auth.ts';
import * as content from '../repositories/content.ts';
import { orgById } from '../repositories/organisations.ts';
import { userById } from '../repositories/users.ts';
import { visible } from './tickets.ts';

type Row = Record<string, any>;

export const canned = (user: User) => content.cannedOf(user.org_id);

export function addCanned(user: User, title: string, template: string): Row {
  return { id: content.addCanned({ org_id: user.org_id, title, template, created_by: user.id }), title, template };
}

export function renderCanned(user: User, id: number, ticketId: number): Row {
  const reply = content.cannedIn(user.org_id, id);
  if (!reply) throw missing('Reply');
  const ticket = visible(user, ticketId);
  const requester = userById(ticket.requester_id);
  const text = fill(reply.template, {
    ticket: { id: ticket.id, subject: ticket.subject, status: ticket.status },
    customer: { name: requester?.name ?? 'customer' },
    organisation: { name: orgById(ticket.org_id).name },
  });
  return { text };
}

export const articles = (text: string | undefined, page: number, limit: number) => content.findArticles(text, limit, (page - 1) * limit);

export function addArticle(user: User, input: { title: string; body: string; published: boolean }): Row {
  const slug = slugOf(input.title);
  if (content.articleBySlug(slug)) throw conflict('There is an article with this title');
  const id = content.addArticle({ slug, title: input.title, body: input.body, published: input.published ? 1 : 0, author_id: user.id });
  return content.articleById(id) as Row;
}

export function changeArticle(id: number, input: Row): Row {
  if (!content.articleById(id)) throw missing('Article');
  const changes: Row = { ...input };
  if ('published' in changes) changes.published = changes.published ? 1 : 0;
  content.changeArticle(id, changes);
  return content.articleById(id) as Row;
}

export function addFeedback(id: number, input: { author: string; helpful: boolean; comment: string }): Row {
  const article = content.articleById(id);
  if (!article?.published) throw missing('Article');
  return { id: content.addFeedback({ article_id: id, author: input.author, helpful: input.helpful ? 1 : 0, comment: input.comment }) };
}
