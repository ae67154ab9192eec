import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Hono } from 'hono';
import { all, get, run, transaction } from '../db/connection.ts';
import { summaries } from '../lib/cache.ts';
import { Invalid, Problem, missing, need, ok, query, read, type Env } from '../lib/http.ts';
import { attachment, csv } from '../lib/render.ts';
import { slug } from '../lib/secrets.ts';
import { date, fallback, integer, list, object, oneOf, text } from '../lib/validate.ts';
import { restrict } from '../middleware/limits.ts';
import { spentIn } from '../repositories/expenses.ts';
import { record } from '../services/audit.ts';

export const reports = new Hono<Env>();

const compress = promisify(gzip);
const exportColumns = ['id', 'title', 'amount_cents', 'category', 'status', 'spent_on'] as const;
const rowsOf = (workspaceId: string) => all(`SELECT ${exportColumns.join(', ')} FROM expenses WHERE workspace_id = ? ORDER BY id LIMIT 5000`, workspaceId);
const categories = ['travel', 'office', 'material', 'repairs', 'meals', 'other'] as const;

reports.get('/reports/summary', (c) => {
  const { since } = query(c, { since: fallback(date, '2024-01-01') });
  const workspaceId = c.get('workspaceId');
  const summary = summaries.remember(`${workspaceId}:summary:${since}`, () => ({ since, categories: spentIn(workspaceId, Date.parse(since)) }));
  return ok(c, { ...summary, workspace: get('SELECT name, credit_cents FROM workspaces WHERE id = ?', workspaceId) });
});

reports.get('/exports/expenses.csv', (c) => {
  c.header('Content-Type', 'text/csv; charset=utf-8');
  c.header('Content-Disposition', attachment('expenses.csv'));
  record(c, 'expenses.exported', 'csv');
  return c.body(csv(exportColumns, rowsOf(c.get('workspaceId'))));
});

async function keep(workspaceId: string, name: string) {
  const content = await compress(csv(exportColumns, rowsOf(workspaceId)));
  transaction(() => {
    run('INSERT INTO exports (name, workspace_id, content, created_at) VALUES (?, ?, ?, ?)', name, workspaceId, content, Date.now());
    run('DELETE FROM exports WHERE workspace_id = ? AND name NOT IN (SELECT name FROM exports WHERE workspace_id = ? ORDER BY created_at DESC LIMIT 20)', workspaceId, workspaceId);
  });
}

reports.post('/exports', async (c) => {
  need(c, 'approver');
  restrict(c, `exports:${c.get('workspaceId')}`, 20, 600);
  const name = `${slug(16)}.csv.gz`;
  await keep(c.get('workspaceId'), name);
  record(c, 'expenses.exported', name);
  return ok(c, { files: [name] }, 201);
});

reports.post('/exports/bundle', async (c) => {
  need(c, 'approver');
  restrict(c, `exports:${c.get('workspaceId')}`, 20, 600);
  const input = await read(c, object({ label: fallback(text(1, 40, /^[a-z0-9][a-z0-9-]*$/i), 'bundle') }));
  const name = `${input.label}-${slug(16)}.csv.gz`;
  await keep(c.get('workspaceId'), name);
  record(c, 'expenses.exported', name);
  return ok(c, { file: name }, 201);
});

reports.get('/exports/file', (c) => {
  const { name } = query(c, { name: text(1, 80) });
  const file = get('SELECT content FROM exports WHERE name = ? AND workspace_id = ?', name, c.get('workspaceId'));
  if (!file) throw missing('export');
  c.header('Content-Type', 'application/gzip');
  c.header('Content-Disposition', attachment(name));
  return c.body(file.content);
});

reports.post('/rules/preview', async (c) => {
  need(c, 'approver');
  const amountRule = object({ field: oneOf(['amount']), op: oneOf(['above', 'below']), value: integer(0, 1_000_000) });
  const categoryRule = object({ field: oneOf(['category']), op: oneOf(['is', 'is_not']), value: oneOf(categories) });
  const condition = (value: unknown, field: string) => ((value as any)?.field === 'category' ? categoryRule(value, field) : amountRule(value, field));
  const input = await read(c, object({ rule: list(condition, 1, 10), amount_cents: fallback(integer(0, 100_000_000), 0), category: fallback(oneOf(categories), 'other') }));
  const result = input.rule.every((part) => {
    if (part.field === 'category') return (input.category === part.value) === (part.op === 'is');
    return part.op === 'above' ? input.amount_cents > part.value * 100 : input.amount_cents < part.value * 100;
  });
  return ok(c, { rule: input.rule, result });
});

reports.post('/statements', async (c) => {
  need(c, 'member');
  const type = (c.req.header('content-type') ?? '').split(';')[0].trim().toLowerCase();
  if (type !== 'application/xml' && type !== 'text/xml') throw new Problem(415, 'unsupported_type', 'Send application/xml');
  const statement = await c.req.text();
  if (/<!|<\?xml-/i.test(statement)) throw new Invalid('body', 'may have no declarations');
  const entries = [...statement.matchAll(/<Ntry><Amt>(\d{1,9}(?:\.\d{1,2})?)<\/Amt><Ref>([^<&]{0,140})<\/Ref><\/Ntry>/g)].slice(0, 200);
  return ok(c, entries.map(([, amount, reference]) => ({ amount_cents: Math.round(Number(amount) * 100), reference })));
});
