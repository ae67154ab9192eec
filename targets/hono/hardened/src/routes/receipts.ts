import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { config } from '../config.ts';
import { all, get, run } from '../db/connection.ts';
import { Invalid, Problem, conflict, handle, missing, need, none, number, ok, read, type Env } from '../lib/http.ts';
import { attachment } from '../lib/render.ts';
import { etag, slug } from '../lib/secrets.ts';
import { object, text } from '../lib/validate.ts';
import { expenseIn } from '../repositories/expenses.ts';
import { memberOf } from '../repositories/people.ts';
import { record } from '../services/audit.ts';

export const receipts = new Hono<Env>();
export const receiptFiles = new Hono<Env>();

const columns = 'id, expense_id, filename, content_type, size, created_at';
const pathOf = (id: string) => join(config.filesDir, 'receipts', id);
const kinds: [string, string, number[]][] = [
  ['image/png', 'png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', 'jpg', [0xff, 0xd8, 0xff]],
  ['application/pdf', 'pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

receipts.get('/expenses/:id/receipts', (c) => {
  const expense = expenseIn(c.get('workspaceId'), number(c, 'id', 'expense'));
  return ok(c, all(`SELECT ${columns} FROM receipts WHERE expense_id = ? ORDER BY created_at LIMIT 50`, expense.id));
});

receipts.post('/expenses/:id/receipts', async (c) => {
  need(c, 'member');
  const expense = expenseIn(c.get('workspaceId'), number(c, 'id', 'expense'));
  if (expense.user_id !== c.get('user').id) throw conflict('Receipts are added to own expenses');
  if (!(c.req.header('content-type') ?? '').toLowerCase().startsWith('multipart/form-data')) throw new Problem(415, 'unsupported_type', 'Send multipart/form-data');
  const form = await c.req.parseBody().catch(() => {
    throw new Problem(400, 'malformed', 'The form cannot be read');
  });
  const file = form.file;
  if (!(file instanceof File)) throw new Invalid('file', 'is needed');
  if (file.size === 0 || file.size > config.limits.receiptBytes) throw new Problem(413, 'too_large', 'A receipt has up to 2 MiB');
  const bytes = Buffer.from(await file.arrayBuffer());
  const kind = kinds.find(([, , magic]) => magic.every((byte, index) => bytes[index] === byte));
  if (!kind) throw new Invalid('file', 'must be a PNG, a JPEG or a PDF');
  const held = get('SELECT COUNT(*) AS here, (SELECT COUNT(*) FROM receipts WHERE workspace_id = ?) AS total FROM receipts WHERE expense_id = ?', c.get('workspaceId'), expense.id)!;
  if (held.here >= 10 || held.total >= 500) throw conflict('There is no room for more receipts');
  const id = slug(20);
  const base = file.name.replace(/\.[^.]*$/, '').replace(/[^\w-]/g, '_').slice(0, 60) || 'receipt';
  await writeFile(pathOf(id), bytes, { mode: 0o600, flag: 'wx' });
  run('INSERT INTO receipts (id, expense_id, workspace_id, user_id, filename, content_type, size, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)', id, expense.id, c.get('workspaceId'), c.get('user').id, `${base}.${kind[1]}`, kind[0], bytes.length, Date.now());
  return ok(c, get(`SELECT ${columns} FROM receipts WHERE id = ?`, id), 201);
});

receipts.delete('/receipts/:rid', async (c) => {
  need(c, 'member');
  const id = handle(c, 'rid', 'receipt');
  const { changes } = run('DELETE FROM receipts WHERE id = ? AND workspace_id = ? AND user_id = ?', id, c.get('workspaceId'), c.get('user').id);
  if (!changes) throw missing('receipt');
  await rm(pathOf(id), { force: true });
  record(c, 'receipt.removed', id);
  return none(c);
});

receiptFiles.get('/receipts/:rid', async (c) => {
  const id = handle(c, 'rid', 'receipt');
  const receipt = get('SELECT workspace_id, filename, content_type, size FROM receipts WHERE id = ?', id);
  if (!receipt || !memberOf(receipt.workspace_id, c.get('user').id)) throw missing('receipt');
  c.header('Content-Type', receipt.content_type);
  c.header('Content-Disposition', attachment(receipt.filename));
  c.header('Content-Security-Policy', "default-src 'none'; sandbox");
  c.header('ETag', `"${etag(`${id} ${receipt.size}`)}"`);
  return c.body(await readFile(pathOf(id)));
});

const comment = object({ body: text(1, 4000) });

receipts.get('/expenses/:id/comments', (c) => {
  const expense = expenseIn(c.get('workspaceId'), number(c, 'id', 'expense'));
  return ok(c, all('SELECT k.id, k.body, k.created_at, u.name FROM comments k JOIN users u ON u.id = k.user_id WHERE k.expense_id = ? ORDER BY k.id DESC LIMIT 200', expense.id));
});

receipts.post('/expenses/:id/comments', async (c) => {
  need(c, 'member');
  const expense = expenseIn(c.get('workspaceId'), number(c, 'id', 'expense'));
  const input = await read(c, comment);
  const { lastInsertRowid } = run('INSERT INTO comments (expense_id, workspace_id, user_id, body, created_at) VALUES (?, ?, ?, ?, ?)', expense.id, c.get('workspaceId'), c.get('user').id, input.body, Date.now());
  return ok(c, get('SELECT id, expense_id, body, created_at FROM comments WHERE id = ?', lastInsertRowid), 201);
});

receipts.patch('/comments/:cid', async (c) => {
  need(c, 'member');
  const input = await read(c, comment);
  const id = number(c, 'cid', 'comment');
  const { changes } = run('UPDATE comments SET body = ? WHERE id = ? AND workspace_id = ? AND user_id = ?', input.body, id, c.get('workspaceId'), c.get('user').id);
  if (!changes) throw missing('comment');
  return ok(c, { id, body: input.body });
});

receipts.delete('/comments/:cid', (c) => {
  need(c, 'member');
  const id = number(c, 'cid', 'comment');
  const anybody = c.get('member').role === 'owner' ? 1 : 0;
  const { changes } = run('DELETE FROM comments WHERE id = ? AND workspace_id = ? AND (user_id = ? OR ? = 1)', id, c.get('workspaceId'), c.get('user').id, anybody);
  if (!changes) throw missing('comment');
  record(c, 'comment.removed', id);
  return none(c);
});
