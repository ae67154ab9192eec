import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import { config } from '../config.ts';
import { all, get } from '../db/connection.ts';
import { Problem, missing, ok, query, type Env } from '../lib/http.ts';
import { esc, page } from '../lib/render.ts';
import { fallback, text } from '../lib/validate.ts';

export const open = new Hono<Env>();

const currencies = new Map([['EUR', 1], ['USD', 1.08], ['CHF', 0.95], ['GBP', 0.84]]);
const samples = new Map([['expenses', 'sample-expenses.csv'], ['statement', 'sample-statement.xml']]);

open.get('/api/status', (c) => {
  let up = false;
  try {
    up = get('SELECT 1 AS up')?.up === 1;
  } catch {
    up = false;
  }
  return ok(c, { status: up ? 'ok' : 'down' }, up ? 200 : 503);
});

open.get('/api/plans', (c) => ok(c, [{ plan: 'free', seats: 5, voucher: 'WELCOME25' }, { plan: 'team', seats: 10 }, { plan: 'enterprise', seats: 200 }]));

open.get('/api/currencies', (c) => {
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  return ok(c, [...currencies.keys()]);
});

open.get('/api/stats', (c) => ok(c, get('SELECT (SELECT COUNT(*) FROM workspaces) AS companies, (SELECT COUNT(*) FROM expenses) AS expenses')));

let waiting = 0;
open.get('/api/rates/:currency', async (c) => {
  if (waiting >= 50) throw new Problem(503, 'busy', 'Please try again in a moment', 2);
  waiting += 1;
  await pause(1400);
  waiting -= 1;
  const rate = currencies.get(c.req.param('currency').slice(0, 8).toUpperCase());
  if (rate === undefined) throw missing('currency');
  return ok(c, { rate });
});

open.get('/api/help', (c) => {
  const { q } = query(c, { q: fallback(text(0, 60), '') });
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return ok(c, { q, articles: all("SELECT slug, title, body FROM articles WHERE title LIKE ? ESCAPE '\\' OR body LIKE ? ESCAPE '\\' LIMIT 20", pattern, pattern) });
});

open.get('/help/:slug', (c) => {
  const slug = c.req.param('slug').slice(0, 60);
  const article = get('SELECT title, body FROM articles WHERE slug = ?', slug);
  if (!article) return page(c, 'Help', `<p>There is no article ${esc(slug)} yet. Try the search.</p>`);
  return page(c, article.title, `<p>${esc(article.body)}</p>`);
});

open.get('/r/:name', (c) => c.redirect(config.links.get(c.req.param('name')) ?? '/help/start'));

function inside(to: string): string {
  const base = 'http://tallyroom.invalid';
  if (!/^\/[\w\-./?=&%]*$/.test(to) || !URL.canParse(to, base)) return '/help/start';
  const url = new URL(to, base);
  return url.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search : '/help/start';
}

open.get('/leave', (c) => c.redirect(inside(c.req.query('to') ?? '/help/start')));

open.get('/samples/:file', async (c) => {
  const name = samples.get(c.req.param('file'));
  if (!name) throw missing('sample');
  c.header('Content-Type', 'text/plain; charset=utf-8');
  return c.body(await readFile(new URL(`../../samples/${name}`, import.meta.url)));
});
