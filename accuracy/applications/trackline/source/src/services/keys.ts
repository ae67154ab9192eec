import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Db } from '../infra.js';
import { apiKeys, companies } from '../schema.js';

export const SCOPES = ['read', 'write'] as const;
export type Scope = (typeof SCOPES)[number];

export interface Caller {
  keyId: string;
  companyId: string;
  scopes: string[];
  perMinute: number;
}

const FORMAT = /^trk_([0-9a-f]{12})_([\w-]{43})$/;
const hash = (pepper: string, secret: string): string => createHmac('sha256', pepper).update(secret).digest('hex');

export async function issueKey(db: Db, pepper: string, companyId: string, scopes: Scope[], days: number): Promise<string> {
  const id = randomBytes(6).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + days * 86_400_000);
  await db.insert(apiKeys).values({ id, companyId, scopes, expiresAt, secretHash: hash(pepper, secret) });
  return `trk_${id}_${secret}`;
}

export async function findCaller(db: Db, pepper: string, presented: string): Promise<Caller | null> {
  const match = FORMAT.exec(presented);
  if (!match) return null;
  const [, id, secret] = match as unknown as [string, string, string];
  const [row] = await db
    .select({ companyId: apiKeys.companyId, scopes: apiKeys.scopes, secretHash: apiKeys.secretHash, perMinute: companies.perMinute })
    .from(apiKeys)
    .innerJoin(companies, eq(companies.id, apiKeys.companyId))
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt), gt(apiKeys.expiresAt, new Date())))
    .limit(1);
  const expected = Buffer.from(row?.secretHash ?? '0'.repeat(64), 'hex');
  const same = timingSafeEqual(expected, Buffer.from(hash(pepper, secret), 'hex'));
  if (!row || !same) return null;
  return { keyId: id, companyId: row.companyId, scopes: row.scopes, perMinute: row.perMinute };
}

export async function revokeKey(db: Db, id: string): Promise<boolean> {
  const rows = await db.update(apiKeys).set({ revokedAt: new Date() }).where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt))).returning({ id: apiKeys.id });
  return rows.length === 1;
}
