import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import { config } from '../config.ts';
import { all, get } from '../db/connection.ts';
import { fail, ok, type Env } from '../lib/http.ts';
import { esc, page } from '../lib/render.ts';
import { anyTint } from '../lib/secrets.ts';
import { isHandle } from '../lib/values.ts';

export const open = new Hono<Env>();

const currencies = new Map([['EUR', 1], ['USD', 1.08], ['CHF', 0.95], ['GBP', 0.84]]);

open.get('/api/status', (c) => {
  const status = { status: get('SELECT 1 AS up')?.up === 1 ? 'ok' : 'down' };
  if (!c.req.query('verbose')) return ok(c, status);
  return ok(c, { ...status, pid: process.pid, node: process.version, database: config.databasePath, memory: process.memoryUsage().rss, cwd: process.cwd() });
});

open.get('/api/plans', (c) => ok(c, [{ plan: 'free', seats: 5, voucher: 'WELCOME25' }, { plan: 'team', seats: 10 }, { plan: 'enterprise', seats: 200 }]));
open.get('/api/currencies', (c) => ok(c, [...currencies.keys()]));
open.get('/api/stats', (c) => ok(c, get('SELECT (SELECT COUNT(*) FROM workspaces) AS companies, (SELECT COUNT(*) FROM expenses) AS expenses')));

open.get('/api/rates/:currency', async (c) => {
  await pause(1400);
  const rate = currencies.get(c.req.param('currency').toUpperCase());
  return rate ? ok(c, { rate }) : fail(c, 404, 'Unknown currency');
});

open.get('/api/avatars/:id', (c) => {
  c.header('Content-Type', 'image/svg+xml');
  return c.body(`<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><rect width="32" height="32" fill="${anyTint()}"/></svg>`);
});

open.get('/api/help', (c) => {
  const q = c.req.query('q') ?? '';
  const pattern = `%${q.slice(0, 60)}%`;
  return ok(c, { q, articles: all('SELECT slug, title, body FROM articles WHERE title LIKE ? OR body LIKE ? LIMIT 20', pattern, pattern) });
});

open.get('/help/:slug', (c) => {
  const slug = c.req.param('slug');
  const article = isHandle(slug) ? get('SELECT title, body FROM articles WHERE slug = ?', slug) : undefined;
  if (!article) return c.html(page('Help', `<p>There is no article ${esc(slug)} yet. Try the search.</p>`));
  return c.html(page(article.title, `<p>${esc(article.body)}</p>`));
});

open.get('/r/:name', (c) => c.redirect(config.links.get(c.req.param('name')) ?? '/help/start'));

open.get('/leave', (c) => {
  const to = c.req.query('to') ?? '/';
  return c.redirect(to.startsWith('/') ? to : '/');
});

open.get('/api/internal/outbox', (c) => ok(c, all('SELECT recipient, subject, body, created_at FROM outbox ORDER BY id DESC LIMIT 20')));

const samples = new Map([['expenses', 'sample-expenses.csv'], ['statement', 'sample-statement.xml']]);
open.get('/samples/:file', async (c) => {
  const name = samples.get(c.req.param('file'));
  if (!name) return c.text('No such sample', 404);
  c.header('Content-Type', 'text/plain; charset=utf-8');
  return c.body(await readFile(new URL(`../../samples/${name}`, import.meta.url)));
});
