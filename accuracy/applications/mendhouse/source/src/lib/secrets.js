import { createHash, randomBytes } from 'node:crypto';
import argon2 from 'argon2';

const COST = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const decoy = argon2.hash(randomBytes(24), COST);

export const hashPassword = (password) => argon2.hash(password, COST);

/** Takes as long for an address that nobody has as for one that somebody has. */
export async function passwordMatches(stored, password) {
  const matches = await argon2.verify(stored ?? (await decoy), password);
  return matches && stored !== undefined;
}

export const freshToken = () => randomBytes(32).toString('base64url');
export const digestOf = (token) => createHash('sha256').update(token).digest();
