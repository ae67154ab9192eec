import { createHash, randomBytes } from 'node:crypto';
import argon2 from 'argon2';
import { z } from 'zod';

const COST = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const decoy = argon2.hash(randomBytes(18).toString('hex'), COST);
const WORN = new Set(['passwordpassword', 'password1234', 'qwertyuiop12', 'letmeinletmein', 'welcome12345', 'rotagrid1234']);

export const Password = z
  .string()
  .min(12)
  .max(128)
  .refine((value) => !WORN.has(value.toLowerCase()) && new Set(value).size > 6, 'worn');

export const hashPassword = (password: string) => argon2.hash(password, COST);

export async function passwordFits(stored: string | undefined, given: string): Promise<boolean> {
  const fits = await argon2.verify(stored ?? (await decoy), given);
  return fits && stored !== undefined;
}

export const unusable = () => hashPassword(randomBytes(32).toString('base64url'));
export const fresh = () => randomBytes(32).toString('base64url');
export const digest = (token: string) => createHash('sha256').update(token).digest('hex');
