import { createHash, randomBytes, randomUUID } from 'node:crypto';
import argon2 from 'argon2';
import { unauthorised } from '../errors.js';
import { signAccess } from '../middleware/auth.js';
import * as accounts from '../repositories/accounts.js';

const WEEK = 7 * 24 * 3600 * 1000;
const digestOf = (token: string) => createHash('sha256').update(token).digest('hex');
const standIn = argon2.hash(randomBytes(16));

async function issue(account: { id: string; company_id: string; role: 'driver' | 'dispatcher' | 'admin' }, family: string) {
  const refresh = randomBytes(32).toString('base64url');
  await accounts.saveRefresh({
    digest: digestOf(refresh),
    family,
    account_id: account.id,
    expires_at: new Date(Date.now() + WEEK),
  });
  const access = await signAccess({ id: account.id, companyId: account.company_id, role: account.role });
  return { access, refresh };
}

export async function login(email: string, password: string) {
  const account = await accounts.findAccount(email);
  const matches = await argon2.verify(account?.password_hash ?? (await standIn), password);
  if (!account || !matches) throw unauthorised();
  return issue(account, randomUUID());
}

export async function refresh(token: string) {
  const digest = digestOf(token);
  const spent = await accounts.spendRefresh(digest);
  if (!spent) {
    await accounts.dropFamilyOf(digest);
    throw unauthorised();
  }
  const account = await accounts.activeAccount(spent.account_id);
  if (!account) throw unauthorised();
  return issue(account, spent.family);
}

export const logout = (token: string) => accounts.dropFamilyOf(digestOf(token));
