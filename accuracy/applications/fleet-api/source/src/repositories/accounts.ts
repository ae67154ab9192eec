import { db } from '../db.js';
import type { Actor } from '../middleware/auth.js';

interface Account {
  id: string;
  company_id: string;
  role: Actor['role'];
  password_hash: string;
}

export const findAccount = (email: string): Promise<Account | undefined> =>
  db('accounts').where({ email, active: true }).first('id', 'company_id', 'role', 'password_hash');

export const saveRefresh = (row: { digest: string; family: string; account_id: string; expires_at: Date }) =>
  db('refresh_tokens').insert(row);

/** Marks the token used and says whether this call was the first to do so. */
export const spendRefresh = async (digest: string) => {
  const [row] = await db('refresh_tokens')
    .where({ digest })
    .whereNull('used_at')
    .where('expires_at', '>', db.fn.now())
    .update({ used_at: db.fn.now() })
    .returning(['family', 'account_id']);
  return row as { family: string; account_id: string } | undefined;
};

export const dropFamilyOf = (digest: string) =>
  db('refresh_tokens').whereIn('family', db('refresh_tokens').select('family').where({ digest })).del();

export const activeAccount = (id: string): Promise<Account | undefined> =>
  db('accounts').where({ id, active: true }).first('id', 'company_id', 'role');
