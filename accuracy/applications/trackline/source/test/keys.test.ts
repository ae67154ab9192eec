import { describe, expect, it, vi } from 'vitest';
import type { Db } from '../src/infra.js';
import { findCaller, issueKey } from '../src/services/keys.js';
import { newCode } from '../src/services/shipments.js';

const PEPPER = 'pepper-that-is-only-used-by-tests';

function fakeDb(rows: unknown[]) {
  const values = vi.fn(async (_row: Record<string, unknown>) => undefined);
  const chain = { from: () => chain, innerJoin: () => chain, where: () => chain, limit: async () => rows };
  return { db: { insert: () => ({ values }), select: () => chain } as unknown as Db, values };
}

describe('API keys', () => {
  it('stores a hash, never the secret', async () => {
    const { db, values } = fakeDb([]);
    const key = await issueKey(db, PEPPER, 'company', ['read'], 30);
    expect(JSON.stringify(values.mock.calls)).not.toContain(key.slice('trk_'.length + 13));
  });

  it('accepts the issued key and no other', async () => {
    const { db, values } = fakeDb([]);
    const key = await issueKey(db, PEPPER, 'company', ['read'], 30);
    const row = { ...values.mock.calls[0]![0], perMinute: 10 };
    await expect(findCaller(fakeDb([row]).db, PEPPER, key)).resolves.toMatchObject({ companyId: 'company' });
    await expect(findCaller(fakeDb([row]).db, PEPPER, `trk_${'0'.repeat(12)}_${'a'.repeat(43)}`)).resolves.toBeNull();
    await expect(findCaller(fakeDb([]).db, PEPPER, key)).resolves.toBeNull();
  });
});

it('makes codes that the tracking route accepts', () => {
  expect(newCode()).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
});
