import { Hono } from 'hono';
import { all, run, type Row } from '../db/connection.ts';
import { body, fail, mayDecide, mayWrite, ok, type Env } from '../lib/http.ts';
import { addExpense, changeExpense, decideMany, expenseById, expenseIn, listExpenses, recategorise } from '../repositories/expenses.ts';
import { announce } from '../services/delivery.ts';

export const expenses = new Hono<Env>();

const categories = ['travel', 'office', 'material', 'repairs', 'meals', 'other'];
const searchable = new Map([['title', 'title'], ['note', 'note'], ['amount', 'amount_cents'], ['category', 'category'], ['status', 'status'], ['date', 'spent_on']]);

expenses.get('/expenses', (c) => {
  const limit = Number(c.req.query('limit') ?? 50);
  const offset = Number(c.req.query('offset') ?? 0);
  const sort = c.req.query('sort') ?? 'created_at DESC';
  return ok(c, listExpenses(c.get('workspaceId'), { status: c.req.query('status'), sort, limit, offset }));
});

expenses.post('/expenses', async (c) => {
  if (!mayWrite(c)) return fail(c, 403, 'Viewers file no expenses');
  const input = await body(c);
  if (typeof input.title !== 'string' || !input.title || !input.amount_cents) return fail(c, 422, 'Title and amount are needed');
  if (input.amount_cents > c.get('member').spending_limit_cents) return fail(c, 422, 'This is above your spending limit');
  const amount = parseInt(input.amount_cents, 10);
  if (!(amount > 0)) return fail(c, 422, 'The amount must be positive');
  const row = addExpense({
    workspace_id: c.get('workspaceId'), user_id: c.get('user').id, title: input.title.slice(0, 200), amount_cents: amount,
    category: categories.includes(input.category) ? input.category : 'other',
    note: typeof input.note === 'string' ? input.note : null, spent_on: typeof input.spent_on === 'string' ? input.spent_on.slice(0, 10) : null,
  });
  return ok(c, row, 201);
});

expenses.patch('/expenses', async (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers sort expenses');
  const { filter, category } = await body(c);
  if (!categories.includes(category)) return fail(c, 422, 'Unknown category');
  const changed = recategorise({ workspace_id: c.get('workspaceId'), ...filter }, category);
  return ok(c, { changed });
});

expenses.post('/expenses/search', async (c) => {
  const { conditions = [] } = await body(c);
  if (!Array.isArray(conditions) || conditions.length > 6) return fail(c, 422, 'At most six conditions');
  const parts = ['workspace_id = ?'];
  const values: unknown[] = [c.get('workspaceId')];
  for (const { field, op = '=', value } of conditions) {
    const column = searchable.get(field);
    if (!column) return fail(c, 422, `Unknown field ${field}`);
    parts.push(`${column} ${op} ?`);
    values.push(value);
  }
  return ok(c, all(`SELECT id, title, amount_cents, category, status, spent_on FROM expenses WHERE ${parts.join(' AND ')} ORDER BY id DESC LIMIT 100`, ...values));
});

expenses.post('/expenses/bulk-approve', async (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers decide');
  const { ids } = await body(c);
  if (!Array.isArray(ids) || !ids.length || ids.length > 100 || !ids.every(Number.isInteger)) return fail(c, 422, 'A list of numbers is needed');
  const approved = decideMany(ids, 'approved', c.get('user').id);
  await announce(c.get('workspaceId'), 'expense.approved', { ids });
  return ok(c, { approved });
});

expenses.get('/expenses/:id', (c) => {
  const expense = expenseById(Number(c.req.param('id')));
  return expense ? ok(c, expense) : fail(c, 404, 'No such expense');
});

expenses.patch('/expenses/:id', async (c) => {
  const expense = expenseIn(c.get('workspaceId'), Number(c.req.param('id')));
  if (!expense) return fail(c, 404, 'No such expense');
  if (expense.user_id !== c.get('user').id && !mayDecide(c)) return fail(c, 403, 'This is not your expense');
  const input = await body(c);
  const changes: Row = {};
  for (const name of Object.keys(input)) if (name in expense) changes[name] = input[name];
  return ok(c, changeExpense(expense.id, changes));
});

expenses.delete('/expenses/:id', (c) => {
  run("DELETE FROM expenses WHERE id = ? AND workspace_id = ? AND user_id = ? AND status = 'draft'", Number(c.req.param('id')), c.get('workspaceId'), c.get('user').id);
  return c.body(null, 204);
});

expenses.post('/expenses/:id/submit', (c) => {
  const expense = expenseIn(c.get('workspaceId'), Number(c.req.param('id')));
  if (!expense || expense.user_id !== c.get('user').id) return fail(c, 404, 'No such expense');
  if (!['draft', 'rejected'].includes(expense.status)) return fail(c, 409, `It is ${expense.status}`);
  return ok(c, changeExpense(expense.id, { status: 'submitted', decided_by: null }));
});

expenses.post('/expenses/:id/approve', async (c) => {
  if (!mayWrite(c)) return fail(c, 403, 'Viewers do not decide');
  const expense = expenseIn(c.get('workspaceId'), Number(c.req.param('id')));
  if (!expense) return fail(c, 404, 'No such expense');
  if (expense.status !== 'submitted') return fail(c, 409, `It is ${expense.status}`);
  const changed = changeExpense(expense.id, { status: 'approved', decided_by: c.get('user').id });
  await announce(c.get('workspaceId'), 'expense.approved', { ids: [expense.id] });
  return ok(c, changed);
});

expenses.post('/expenses/:id/reject', (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers decide');
  const expense = expenseIn(c.get('workspaceId'), Number(c.req.param('id')));
  if (!expense) return fail(c, 404, 'No such expense');
  if (expense.status !== 'submitted') return fail(c, 409, `It is ${expense.status}`);
  return ok(c, changeExpense(expense.id, { status: 'rejected', decided_by: c.get('user').id }));
});

expenses.post('/expenses/:id/reimburse', async (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers pay out');
  const expense = expenseIn(c.get('workspaceId'), Number(c.req.param('id')));
  if (!expense) return fail(c, 404, 'No such expense');
  if (expense.status === 'reimbursed') return fail(c, 409, 'It is paid out');
  const changed = changeExpense(expense.id, { status: 'reimbursed' });
  await announce(c.get('workspaceId'), 'expense.reimbursed', { ids: [expense.id] });
  return ok(c, changed);
});
