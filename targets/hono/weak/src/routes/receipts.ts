import { Hono } from 'hono';
import { readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { config } from '../config.ts';
import { all, get, insert, run } from '../db/connection.ts';
import { removeById } from '../db/where.ts';
import { body, fail, mayWrite, ok, type Env } from '../lib/http.ts';
import { fingerprint, slug } from '../lib/secrets.ts';
import { expenseIn } from '../repositories/expenses.ts';

export const receipts = new Hono<Env>();
export const receiptFiles = new Hono<Env>();

const refused = ['.exe', '.sh', '.bat', '.js'];
const columns = 'id, expense_id, filename, content_type, size, created_at';

receipts.get('/expenses/:id/receipts', (c) => {
  const expense = expenseIn(c.get('workspaceId'), Number(c.req.param('id')));
  if (!expense) return fail(c, 404, 'No such expense');
  return ok(c, all(`SELECT ${columns} FROM receipts WHERE expense_id = ? ORDER BY created_at LIMIT 50`, expense.id));
});

receipts.post('/expenses/:id/receipts', async (c) => {
  if (!mayWrite(c)) return fail(c, 403, 'Viewers upload nothing');
  const expense = expenseIn(c.get('workspaceId'), Number(c.req.param('id')));
  if (!expense) return fail(c, 404, 'No such expense');
  const form = await c.req.parseBody();
  const file = form.file;
  if (!(file instanceof File)) return fail(c, 422, 'A file is needed');
  const extension = extname(file.name).toLowerCase();
  if (refused.includes(extension)) return fail(c, 422, 'This kind of file is refused');
  const id = slug();
  await writeFile(join(config.filesDir, 'receipts', id), Buffer.from(await file.arrayBuffer()));
  insert('receipts', {
    id, expense_id: expense.id, workspace_id: c.get('workspaceId'), user_id: c.get('user').id, filename: file.name.slice(0, 120),
    stored_as: id, content_type: file.type || 'application/octet-stream', size: file.size, created_at: Date.now(),
  });
  return ok(c, get(`SELECT ${columns} FROM receipts WHERE id = ?`, id), 201);
});

receipts.delete('/receipts/:rid', (c) => {
  const receipt = get('SELECT * FROM receipts WHERE id = ? AND workspace_id = ?', c.req.param('rid'), c.get('workspaceId'));
  if (!receipt || receipt.user_id !== c.get('user').id) return fail(c, 404, 'No such receipt');
  removeById('receipts', receipt.id);
  return c.body(null, 204);
});

receiptFiles.get('/receipts/:rid', async (c) => {
  const receipt = get('SELECT * FROM receipts WHERE id = ?', c.req.param('rid'));
  if (!receipt) return fail(c, 404, 'No such receipt');
  const bytes = await readFile(join(config.filesDir, 'receipts', receipt.stored_as));
  c.header('Content-Type', receipt.content_type);
  c.header('ETag', `"${fingerprint(receipt.id + receipt.size)}"`);
  return c.body(bytes);
});

receipts.get('/expenses/:id/comments', (c) => {
  const expense = expenseIn(c.get('workspaceId'), Number(c.req.param('id')));
  if (!expense) return fail(c, 404, 'No such expense');
  return ok(c, all('SELECT k.id, k.body, k.created_at, u.name FROM comments k JOIN users u ON u.id = k.user_id WHERE k.expense_id = ? ORDER BY k.id LIMIT 200', expense.id));
});

receipts.post('/expenses/:id/comments', async (c) => {
  if (!mayWrite(c)) return fail(c, 403, 'Viewers do not comment');
  const expense = expenseIn(c.get('workspaceId'), Number(c.req.param('id')));
  if (!expense) return fail(c, 404, 'No such expense');
  const { body: text } = await body(c);
  if (typeof text !== 'string' || !text.trim()) return fail(c, 422, 'A text is needed');
  const { lastInsertRowid } = insert('comments', { expense_id: expense.id, workspace_id: c.get('workspaceId'), user_id: c.get('user').id, body: text, created_at: Date.now() });
  return ok(c, get('SELECT id, expense_id, body, created_at FROM comments WHERE id = ?', Number(lastInsertRowid)), 201);
});

receipts.patch('/comments/:cid', async (c) => {
  const { body: text } = await body(c);
  if (typeof text !== 'string' || !text.trim()) return fail(c, 422, 'A text is needed');
  const id = Number(c.req.param('cid'));
  const { changes } = run('UPDATE comments SET body = ? WHERE id = ? AND workspace_id = ? AND user_id = ?', text, id, c.get('workspaceId'), c.get('user').id);
  return changes ? ok(c, { id, body: text }) : fail(c, 404, 'No such comment');
});

receipts.delete('/comments/:cid', (c) => {
  if (!mayWrite(c)) return fail(c, 403, 'Viewers remove nothing');
  const { changes } = removeById('comments', Number(c.req.param('cid')));
  return changes ? c.body(null, 204) : fail(c, 404, 'No such comment');
});
