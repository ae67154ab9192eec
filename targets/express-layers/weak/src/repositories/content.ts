import { now, type Row } from '../db/database.ts';
import { from, insert } from '../db/query.ts';

export const cannedOf = (org: number) => from('canned_replies').where({ org_id: org }).orderBy('title').limit(200).all();
export const cannedIn = (org: number, id: number) => from('canned_replies').where({ id, org_id: org }).first();
export const addCanned = (row: Row) => insert('canned_replies', { ...row, created_at: now() });

export function findArticles(text: string | undefined, limit: number, offset: number): Row[] {
  const query = from('articles').where({ published: 1 });
  if (text) query.matches(['title', 'body'], text);
  return query.orderBy('title').limit(limit, offset).all(['id', 'slug', 'title', 'body', 'updated_at']);
}
export const articleById = (id: number) => from('articles').where({ id }).first();
export const articleBySlug = (slug: string) => from('articles').where({ slug, published: 1 }).first();
export const addArticle = (row: Row) => insert('articles', { ...row, updated_at: now() });
export const changeArticle = (id: number, changes: Row) => from('articles').where({ id }).update({ ...changes, updated_at: now() });

export const feedbackOf = (article: number) => from('article_feedback').where({ article_id: article }).orderBy('id', 'desc').limit(30).all();
export const addFeedback = (row: Row) => insert('article_feedback', { ...row, created_at: now() });
