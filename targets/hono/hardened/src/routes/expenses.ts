import { Hono } from 'hono';
import type { SQLInputValue } from 'node:sqlite';
import { all } from '../db/connection.ts';
import { Invalid, conflict, need, needPerson, none, number, ok, query, read, type Env } from '../lib/http.ts';
import { date, digits, fallback, integer, list, object, oneOf, optional, text } from '../lib/validate.ts';
import { addExpense, columns, decide, editExpense, expenseIn, listExpenses, recategorise, reimburse, removeDraft, submit } from '../repositories/expenses.ts';
import { record } from '../services/audit.ts';
import { announce } from '../services/delivery.ts';

export const expenses = new Hono<Env>();

const category = oneOf(['travel', 'office', 'material', 'repairs', 'meals', 'other']);
const status = oneOf(['draft', 'submitted', 'approved', 'rejected', 'reimbursed']);
const amount = integer(1, 100_000_000);
const fields = { title: text(1, 200), amount_cents: amount, category, note: optional(text(0, 2000)), spent_on: optional(date) };

const searchable = new Map<string, string>([['title', 'title'], ['note', 'note'], ['amount', 'amount_cents'], ['category', 'category'], ['status', 'status'], ['date', 'spent_on']]);
const comparisons = new Map<string, string>([['eq', '= ?'], ['ne', '<> ?'], ['gt', '> ?'], ['lt', '< ?'], ['contains', "LIKE '%' || ? || '%'"]]);

function withinLimit(limit: number, cents: number | undefined) {
  if (cents !== undefined && cents > limit) throw new Invalid('amount_cents', 'is above your spending limit');
}

expenses.get('/expenses', (c) => {
  const options = query(c, {
    status: optional(status), sort: fallback(oneOf(['newest', 'oldest', 'amount', 'title']), 'newest'),
    limit: fallback(digits(1, 100), 50), page: fallback(digits(1, 10_000), 1),
  });
  return ok(c, listExpenses(c.get('workspaceId'), options));
});

expenses.post('/expenses', async (c) => {
  need(c, 'member');
  const input = await read(c, object({ ...fields, category: fallback(category, 'other') }));
  withinLimit(c.get('member').spending_limit_cents, input.amount_cents);
  return ok(c, addExpense(c.get('workspaceId'), c.get('user').id, input), 201);
});

expenses.patch('/expenses', async (c) => {
  need(c, 'approver');
  const input = await read(c, object({ filter: object({ status: optional(status), category: optional(category) }), category }));
  const changed = recategorise(c.get('workspaceId'), input.filter, input.category);
  record(c, 'expenses.recategorised', `${changed} ${input.category}`);
  return ok(c, { changed });
});

expenses.post('/expenses/search', async (c) => {
  const condition = object({ field: oneOf([...searchable.keys()]), op: fallback(oneOf([...comparisons.keys()]), 'eq'), value: (value: unknown, field: string) => (typeof value === 'number' ? integer(0, 1e12)(value, field) : text(0, 200)(value, field)) });
  const input = await read(c, object({ conditions: fallback(list(condition, 0, 6), []) }));
  const parts = input.conditions.map(({ field, op }) => `${searchable.get(field)} ${comparisons.get(op)}`);
  const values: SQLInputValue[] = input.conditions.map(({ value }) => value);
  return ok(c, all(`SELECT ${columns} FROM expenses WHERE ${['workspace_id = ?', ...parts].join(' AND ')} ORDER BY id DESC LIMIT 100`, c.get('workspaceId'), ...values));
});

expenses.post('/expenses/bulk-approve', async (c) => {
  need(c, 'approver');
  needPerson(c);
  const input = await read(c, object({ ids: list(integer(1, 1e13), 1, 100) }));
  const ids = decide(c.get('workspaceId'), input.ids, 'approved', c.get('user').id);
  if (ids.length) {
    record(c, 'expense.approved', ids.join(' '));
    announce(c.get('workspaceId'), 'expense.approved', { ids });
  }
  return ok(c, { approved: ids.length });
});

expenses.get('/expenses/:id', (c) => ok(c, expenseIn(c.get('workspaceId'), number(c, 'id', 'expense'))));

expenses.patch('/expenses/:id', async (c) => {
  need(c, 'member');
  const input = await read(c, object({ title: optional(fields.title), amount_cents: optional(amount), category: optional(category), note: fields.note, spent_on: fields.spent_on }));
  withinLimit(c.get('member').spending_limit_cents, input.amount_cents);
  return ok(c, editExpense(c.get('workspaceId'), number(c, 'id', 'expense'), c.get('user').id, input));
});

expenses.delete('/expenses/:id', (c) => {
  need(c, 'member');
  removeDraft(c.get('workspaceId'), number(c, 'id', 'expense'), c.get('user').id);
  return none(c);
});

expenses.post('/expenses/:id/submit', (c) => {
  need(c, 'member');
  const expense = expenseIn(c.get('workspaceId'), number(c, 'id', 'expense'));
  withinLimit(c.get('member').spending_limit_cents, expense.amount_cents);
  return ok(c, submit(c.get('workspaceId'), expense.id, c.get('user').id));
});

for (const [verb, outcome] of [['approve', 'approved'], ['reject', 'rejected']] as const) {
  expenses.post(`/expenses/:id/${verb}`, (c) => {
    need(c, 'approver');
    needPerson(c);
    const expense = expenseIn(c.get('workspaceId'), number(c, 'id', 'expense'));
    const [decided] = decide(c.get('workspaceId'), [expense.id], outcome, c.get('user').id);
    if (!decided) throw conflict('Only submitted expenses of others are decided');
    record(c, `expense.${outcome}`, expense.id);
    if (outcome === 'approved') announce(c.get('workspaceId'), 'expense.approved', { ids: [expense.id] });
    return ok(c, expenseIn(c.get('workspaceId'), expense.id));
  });
}

expenses.post('/expenses/:id/reimburse', (c) => {
  need(c, 'approver');
  needPerson(c);
  const expense = reimburse(c.get('workspaceId'), number(c, 'id', 'expense'));
  record(c, 'expense.reimbursed', expense.id);
  announce(c.get('workspaceId'), 'expense.reimbursed', { ids: [expense.id] });
  return ok(c, expense);
});
