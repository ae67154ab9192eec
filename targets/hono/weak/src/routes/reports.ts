import { exec, execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import vm from 'node:vm';
import { Hono } from 'hono';
import { config } from '../config.ts';
import { all, get } from '../db/connection.ts';
import { remember } from '../lib/cache.ts';
import { body, fail, mayDecide, ok, type Env } from '../lib/http.ts';
import { csv } from '../lib/render.ts';
import { slug } from '../lib/secrets.ts';
import { spentIn } from '../repositories/expenses.ts';

export const reports = new Hono<Env>();
export const ledger = new Hono<Env>();

const shell = promisify(exec);
const program = promisify(execFile);
const exportColumns = ['id', 'title', 'amount_cents', 'category', 'status', 'spent_on'];
const rowsOf = (workspaceId: string) => all(`SELECT ${exportColumns.join(', ')} FROM expenses WHERE workspace_id = ? ORDER BY id LIMIT 5000`, workspaceId);

ledger.get('/workspaces/:ws/ledger', (c) => {
  const workspace = get('SELECT id, name, plan FROM workspaces WHERE id = ?', c.req.param('ws'));
  if (!workspace) return fail(c, 404, 'No such workspace');
  return ok(c, { ...workspace, entries: rowsOf(workspace.id) });
});

reports.get('/reports/summary', (c) => {
  const since = c.req.query('since') ?? '2024-01-01';
  const begin = Date.parse(since);
  if (Number.isNaN(begin)) return fail(c, 422, 'since must be a date');
  const summary = remember(`summary:${since}`, 120, () => ({
    since,
    workspace: get('SELECT name, credit_cents FROM workspaces WHERE id = ?', c.get('workspaceId')),
    categories: spentIn(c.get('workspaceId'), begin),
  }));
  return ok(c, summary);
});

reports.get('/exports/expenses.csv', (c) => {
  const workspaceId = c.req.header('x-tallyroom-workspace') ?? c.get('workspaceId');
  c.header('Content-Type', 'text/csv; charset=utf-8');
  c.header('Content-Disposition', 'attachment; filename="expenses.csv"');
  c.header('Cache-Control', 'public, max-age=600');
  return c.body(csv(exportColumns, rowsOf(workspaceId)));
});

reports.post('/exports', async (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers export');
  const name = `${slug()}.csv`;
  const path = join(config.filesDir, 'exports', name);
  await writeFile(path, csv(exportColumns, rowsOf(c.get('workspaceId'))));
  await program('gzip', ['-k', '-n', path], { timeout: 5000 });
  return ok(c, { files: [name, `${name}.gz`] }, 201);
});

reports.post('/exports/bundle', async (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers export');
  const { label = 'bundle' } = await body(c);
  if (typeof label !== 'string' || !/[a-z0-9-]+/i.test(label)) return fail(c, 422, 'Check the label');
  const source = join(config.filesDir, 'exports', `${slug()}.csv`);
  await writeFile(source, csv(exportColumns, rowsOf(c.get('workspaceId'))));
  await shell(`cd ${join(config.filesDir, 'exports')} && tar -czf ${label}.tgz ${source.split('/').at(-1)}`, { timeout: 8000 });
  return ok(c, { file: `${label}.tgz` }, 201);
});

reports.get('/exports/file', async (c) => {
  const name = (c.req.query('name') ?? '').replace('../', '');
  try {
    const bytes = await readFile(join(config.filesDir, 'exports', name));
    c.header('Content-Type', 'application/octet-stream');
    return c.body(bytes);
  } catch {
    return fail(c, 404, 'No such export');
  }
});

reports.post('/rules/preview', async (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers write rules');
  const { rule, amount_cents = 0, category = 'other' } = await body(c);
  if (typeof rule !== 'string' || rule.length > 300) return fail(c, 422, 'A rule is needed');
  try {
    const result = vm.runInNewContext(rule, { amount: amount_cents / 100, category }, { timeout: 100 });
    return ok(c, { rule, result });
  } catch (error) {
    return fail(c, 422, `The rule fails: ${(error as Error).message}`);
  }
});

reports.post('/statements', async (c) => {
  const text = await c.req.text();
  if (text.length > 200_000) return fail(c, 413, 'The statement is too large');
  const entries = [...text.matchAll(/<Ntry><Amt>([^<]{1,20})<\/Amt><Ref>([^<]{0,140})<\/Ref><\/Ntry>/g)].slice(0, 200);
  return ok(c, entries.map(([, amount, reference]) => ({ amount_cents: Math.round(Number(amount) * 100) || 0, reference })));
});
