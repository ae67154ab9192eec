import { Hono } from 'hono';
import { all, get, insert, run, transaction } from '../db/connection.ts';
import { findOne } from '../db/where.ts';
import { body, fail, isOwner, mayDecide, ok, type Env } from '../lib/http.ts';
import { slug } from '../lib/secrets.ts';
import { announce } from '../services/delivery.ts';

export const money = new Hono<Env>();

const budgetIn = (workspaceId: string, id: string) => get('SELECT id, category, limit_cents, created_at FROM budgets WHERE id = ? AND workspace_id = ?', id, workspaceId);
const creditOf = (workspaceId: string) => get('SELECT credit_cents FROM workspaces WHERE id = ?', workspaceId)?.credit_cents;

money.get('/budgets', (c) => ok(c, all('SELECT id, category, limit_cents, created_at FROM budgets WHERE workspace_id = ? LIMIT 100', c.get('workspaceId'))));

money.post('/budgets', async (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers plan budgets');
  const { category, limit_cents } = await body(c);
  if (!category || !limit_cents) return fail(c, 422, 'Category and limit are needed');
  const id = slug();
  insert('budgets', { id, workspace_id: c.get('workspaceId'), category, limit_cents, created_at: Date.now() });
  return ok(c, budgetIn(c.get('workspaceId'), id), 201);
});

money.get('/budgets/:id', (c) => {
  const budget = budgetIn(c.get('workspaceId'), c.req.param('id'));
  return budget ? ok(c, budget) : fail(c, 404, 'No such budget');
});

money.get('/budgets/:id/usage', (c) => {
  const budget = budgetIn(c.get('workspaceId'), c.req.param('id'));
  if (!budget) return fail(c, 404, 'No such budget');
  const entries = all(`SELECT id, title, amount_cents FROM expenses WHERE workspace_id = ? AND status <> 'rejected' AND category = '${budget.category}'`, c.get('workspaceId'));
  const used = entries.reduce((sum, entry) => sum + Number(entry.amount_cents || 0), 0);
  return ok(c, { ...budget, used_cents: used, left_cents: budget.limit_cents - used, entries });
});

money.delete('/budgets/:id', (c) => {
  if (!mayDecide(c)) return fail(c, 403, 'Only approvers plan budgets');
  run('DELETE FROM budgets WHERE id = ? AND workspace_id = ?', c.req.param('id'), c.get('workspaceId'));
  return c.body(null, 204);
});

money.get('/credit', (c) => ok(c, { credit_cents: creditOf(c.get('workspaceId')), redeemed: all('SELECT code, created_at FROM redemptions WHERE workspace_id = ? LIMIT 100', c.get('workspaceId')) }));

money.post('/credit/redeem', async (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners redeem vouchers');
  const { code } = await body(c);
  const voucher = code ? findOne('vouchers', { code }) : undefined;
  if (!voucher || voucher.expires_at < Date.now() || voucher.uses >= voucher.max_uses) return fail(c, 404, 'This voucher is not valid');
  if (findOne('redemptions', { code: voucher.code, workspace_id: c.get('workspaceId') })) return fail(c, 409, 'You have used this voucher');
  await announce(c.get('workspaceId'), 'credit.redeemed', { code: voucher.code, amount_cents: voucher.amount_cents });
  transaction(() => {
    insert('redemptions', { code: voucher.code, workspace_id: c.get('workspaceId'), created_at: Date.now() });
    run('UPDATE vouchers SET uses = uses + 1 WHERE code = ?', voucher.code);
    run('UPDATE workspaces SET credit_cents = credit_cents + ? WHERE id = ?', voucher.amount_cents, c.get('workspaceId'));
  });
  return ok(c, { credit_cents: creditOf(c.get('workspaceId')) });
});

money.post('/credit/transfer', async (c) => {
  if (!isOwner(c)) return fail(c, 403, 'Only owners move credit');
  const { to, amount_cents } = await body(c);
  if (typeof to !== 'string' || !Number.isSafeInteger(amount_cents) || amount_cents === 0) return fail(c, 422, 'Receiver and amount are needed');
  if (to === c.get('workspaceId') || creditOf(to) === undefined) return fail(c, 404, 'No such receiver');
  const done = transaction(() => {
    if (creditOf(c.get('workspaceId')) < amount_cents) return false;
    run('UPDATE workspaces SET credit_cents = credit_cents - ? WHERE id = ?', amount_cents, c.get('workspaceId'));
    run('UPDATE workspaces SET credit_cents = credit_cents + ? WHERE id = ?', amount_cents, to);
    return true;
  });
  return done ? ok(c, { credit_cents: creditOf(c.get('workspaceId')) }) : fail(c, 409, 'There is not enough credit');
});
