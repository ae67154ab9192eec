import { all, get, insert, run, type Row } from '../db/connection.ts';
import { where } from '../db/where.ts';

export function listExpenses(workspaceId: string, options: { status?: string; sort: string; limit: number; offset: number }) {
  const status = options.status ? 'AND status = ?' : '';
  const values = [workspaceId, ...(options.status ? [options.status] : []), options.limit, options.offset];
  return all(`SELECT * FROM expenses WHERE workspace_id = ? ${status} ORDER BY ${options.sort} LIMIT ? OFFSET ?`, ...values);
}

export const expenseById = (id: unknown) => get('SELECT * FROM expenses WHERE id = ?', id);
export const expenseIn = (workspaceId: string, id: unknown) => get('SELECT * FROM expenses WHERE id = ? AND workspace_id = ?', id, workspaceId);

export function addExpense(row: Row) {
  const { lastInsertRowid } = insert('expenses', { ...row, created_at: Date.now() });
  return expenseById(Number(lastInsertRowid))!;
}

export function changeExpense(id: number, changes: Row) {
  const columns = Object.keys(changes);
  if (columns.length) run(`UPDATE expenses SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`, ...Object.values(changes), id);
  return expenseById(id)!;
}

export function recategorise(criteria: Row, category: string) {
  const { text, values } = where(criteria);
  return Number(run(`UPDATE expenses SET category = ? WHERE ${text}`, category, ...values).changes);
}

export function decideMany(ids: number[], status: string, decidedBy: number) {
  const marks = ids.map(() => '?').join(', ');
  return Number(run(`UPDATE expenses SET status = ?, decided_by = ? WHERE status = 'submitted' AND id IN (${marks})`, status, decidedBy, ...ids).changes);
}

export const spentIn = (workspaceId: string, since: number) =>
  all("SELECT category, SUM(amount_cents) AS cents, COUNT(*) AS entries FROM expenses WHERE workspace_id = ? AND created_at >= ? AND status <> 'rejected' GROUP BY category", workspaceId, since);
