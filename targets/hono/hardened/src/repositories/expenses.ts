import { all, get, run, type Row } from '../db/connection.ts';
import { summaries } from '../lib/cache.ts';
import { conflict, missing } from '../lib/http.ts';

export const columns = 'id, user_id, title, amount_cents, category, note, spent_on, status, decided_by, created_at';
export const orders = { newest: 'id DESC', oldest: 'id ASC', amount: 'amount_cents DESC, id DESC', title: 'title ASC, id ASC' } as const;
const touched = (workspaceId: string) => summaries.forgetAll(`${workspaceId}:`);

export function expenseIn(workspaceId: string, id: number): Row {
  const expense = get(`SELECT ${columns} FROM expenses WHERE id = ? AND workspace_id = ?`, id, workspaceId);
  if (!expense) throw missing('expense');
  return expense;
}

export function listExpenses(workspaceId: string, options: { status?: string; sort: keyof typeof orders; limit: number; page: number }) {
  return all(`SELECT ${columns} FROM expenses WHERE workspace_id = ? AND (? IS NULL OR status = ?) ORDER BY ${orders[options.sort]} LIMIT ? OFFSET ?`,
    workspaceId, options.status ?? null, options.status ?? null, options.limit, (options.page - 1) * options.limit);
}

export function addExpense(workspaceId: string, userId: number, input: Row) {
  const { lastInsertRowid } = run('INSERT INTO expenses (workspace_id, user_id, title, amount_cents, category, note, spent_on, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    workspaceId, userId, input.title, input.amount_cents, input.category, input.note ?? null, input.spent_on ?? null, Date.now());
  touched(workspaceId);
  return expenseIn(workspaceId, Number(lastInsertRowid));
}

export function editExpense(workspaceId: string, id: number, userId: number, input: Row) {
  const old = expenseIn(workspaceId, id);
  const { changes } = run("UPDATE expenses SET title = ?, amount_cents = ?, category = ?, note = ?, spent_on = ? WHERE id = ? AND workspace_id = ? AND user_id = ? AND status IN ('draft', 'rejected')",
    input.title ?? old.title, input.amount_cents ?? old.amount_cents, input.category ?? old.category, input.note ?? old.note, input.spent_on ?? old.spent_on, id, workspaceId, userId);
  if (!changes) throw conflict('Only own drafts are changed');
  touched(workspaceId);
  return expenseIn(workspaceId, id);
}

export function removeDraft(workspaceId: string, id: number, userId: number) {
  run("DELETE FROM expenses WHERE id = ? AND workspace_id = ? AND user_id = ? AND status = 'draft'", id, workspaceId, userId);
  touched(workspaceId);
}

export function submit(workspaceId: string, id: number, userId: number) {
  expenseIn(workspaceId, id);
  const { changes } = run("UPDATE expenses SET status = 'submitted', decided_by = NULL WHERE id = ? AND workspace_id = ? AND user_id = ? AND status IN ('draft', 'rejected')", id, workspaceId, userId);
  if (!changes) throw conflict('Only own drafts are submitted');
  return expenseIn(workspaceId, id);
}

export function decide(workspaceId: string, ids: number[], status: 'approved' | 'rejected', userId: number) {
  const marks = ids.map(() => '?').join(', ');
  const decided = all(`UPDATE expenses SET status = ?, decided_by = ? WHERE workspace_id = ? AND status = 'submitted' AND user_id <> ? AND id IN (${marks}) RETURNING id`, status, userId, workspaceId, userId, ...ids);
  touched(workspaceId);
  return decided.map((row) => row.id as number);
}

export function reimburse(workspaceId: string, id: number) {
  expenseIn(workspaceId, id);
  const { changes } = run("UPDATE expenses SET status = 'reimbursed' WHERE id = ? AND workspace_id = ? AND status = 'approved'", id, workspaceId);
  if (!changes) throw conflict('Only approved expenses are paid out');
  return expenseIn(workspaceId, id);
}

export function recategorise(workspaceId: string, filter: { status?: string; category?: string }, category: string) {
  const { changes } = run('UPDATE expenses SET category = ? WHERE workspace_id = ? AND (? IS NULL OR status = ?) AND (? IS NULL OR category = ?)',
    category, workspaceId, filter.status ?? null, filter.status ?? null, filter.category ?? null, filter.category ?? null);
  touched(workspaceId);
  return Number(changes);
}

export const spentIn = (workspaceId: string, since: number) =>
  all("SELECT category, SUM(amount_cents) AS cents, COUNT(*) AS entries FROM expenses WHERE workspace_id = ? AND created_at >= ? AND status <> 'rejected' GROUP BY category", workspaceId, since);
