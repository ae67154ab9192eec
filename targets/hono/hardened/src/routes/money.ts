import { Hono } from 'hono';
import { all, get, run, transaction } from '../db/connection.ts';
import { conflict, handle, missing, need, needPerson, none, ok, read, type Ctx, type Env } from '../lib/http.ts';
import { slug } from '../lib/secrets.ts';
import { integer, object, oneOf, text } from '../lib/validate.ts';
import { restrict } from '../middleware/limits.ts';
import { memberOf } from '../repositories/people.ts';
import { record } from '../services/audit.ts';
import { announce } from '../services/delivery.ts';

export const money = new Hono<Env>();

const category = oneOf(['travel', 'office', 'material', 'repairs', 'meals', 'other']);
const creditOf = (workspaceId: string) => Number(get('SELECT credit_cents FROM workspaces WHERE id = ?', workspaceId)!.credit_cents);

function budgetHere(c: Ctx) {
  const budget = get('SELECT id, category, limit_cents, created_at FROM budgets WHERE id = ? AND workspace_id = ?', handle(c, 'id', 'budget'), c.get('workspaceId'));
  if (!budget) throw missing('budget');
  return budget;
}

money.get('/budgets', (c) => ok(c, all('SELECT id, category, limit_cents, created_at FROM budgets WHERE workspace_id = ? LIMIT 100', c.get('workspaceId'))));

money.post('/budgets', async (c) => {
  need(c, 'approver');
  const input = await read(c, object({ category, limit_cents: integer(1, 1_000_000_000) }));
  const id = slug();
  const { changes } = run('INSERT INTO budgets (id, workspace_id, category, limit_cents, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (workspace_id, category) DO NOTHING', id, c.get('workspaceId'), input.category, input.limit_cents, Date.now());
  if (!changes) throw conflict('This category has a budget');
  record(c, 'budget.created', id);
  return ok(c, get('SELECT id, category, limit_cents, created_at FROM budgets WHERE id = ?', id), 201);
});

money.get('/budgets/:id', (c) => ok(c, budgetHere(c)));

money.get('/budgets/:id/usage', (c) => {
  const budget = budgetHere(c);
  const entries = all("SELECT id, title, amount_cents FROM expenses WHERE workspace_id = ? AND status <> 'rejected' AND category = ? ORDER BY id DESC LIMIT 200", c.get('workspaceId'), budget.category);
  const used = Number(get("SELECT COALESCE(SUM(amount_cents), 0) AS cents FROM expenses WHERE workspace_id = ? AND status <> 'rejected' AND category = ?", c.get('workspaceId'), budget.category)!.cents);
  return ok(c, { ...budget, used_cents: used, left_cents: budget.limit_cents - used, entries });
});

money.delete('/budgets/:id', (c) => {
  need(c, 'approver');
  const { changes } = run('DELETE FROM budgets WHERE id = ? AND workspace_id = ?', handle(c, 'id', 'budget'), c.get('workspaceId'));
  if (changes) record(c, 'budget.removed', c.req.param('id'));
  return none(c);
});

money.get('/credit', (c) => ok(c, { credit_cents: creditOf(c.get('workspaceId')), redeemed: all('SELECT code, created_at FROM redemptions WHERE workspace_id = ? LIMIT 100', c.get('workspaceId')) }));

money.post('/credit/redeem', async (c) => {
  need(c, 'owner');
  needPerson(c);
  restrict(c, `redeem:${c.get('user').id}`, 10, 600);
  const input = await read(c, object({ code: text(6, 40, /^[A-Z0-9-]+$/) }));
  const workspaceId = c.get('workspaceId');
  const cents = transaction(() => {
    const voucher = get('UPDATE vouchers SET uses = uses + 1 WHERE code = ? AND expires_at > ? AND uses < max_uses RETURNING amount_cents', input.code, Date.now());
    if (!voucher) throw missing('voucher');
    const { changes } = run('INSERT INTO redemptions (code, workspace_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', input.code, workspaceId, Date.now());
    if (!changes) throw conflict('You have used this voucher');
    run('UPDATE workspaces SET credit_cents = credit_cents + ? WHERE id = ?', voucher.amount_cents, workspaceId);
    record(c, 'credit.redeemed', `${input.code} ${voucher.amount_cents}`);
    return Number(voucher.amount_cents);
  });
  announce(workspaceId, 'credit.redeemed', { amount_cents: cents });
  return ok(c, { credit_cents: creditOf(workspaceId) });
});

money.post('/credit/transfer', async (c) => {
  need(c, 'owner');
  needPerson(c);
  const input = await read(c, object({ to: text(12, 12, /^[a-z2-9]+$/), amount_cents: integer(1, 100_000_000) }));
  const from = c.get('workspaceId');
  transaction(() => {
    if (input.to === from || memberOf(input.to, c.get('user').id)?.role !== 'owner') throw missing('receiver');
    const { changes } = run('UPDATE workspaces SET credit_cents = credit_cents - ? WHERE id = ? AND credit_cents >= ?', input.amount_cents, from, input.amount_cents);
    if (!changes) throw conflict('There is not enough credit');
    run('UPDATE workspaces SET credit_cents = credit_cents + ? WHERE id = ?', input.amount_cents, input.to);
    record(c, 'credit.sent', `${input.to} ${input.amount_cents}`);
    record(c, 'credit.received', `${from} ${input.amount_cents}`, { workspaceId: input.to });
  });
  return ok(c, { credit_cents: creditOf(from) });
});
