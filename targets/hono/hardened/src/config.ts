import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const databasePath = process.env.DATABASE_PATH || join(mkdtempSync(join(tmpdir(), 'tallyroom-')), 'tallyroom.db');
const filesDir = `${databasePath}.files`;

function whole(name: string, fallback: number, most: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most) throw new Error(`${name} must be a whole number up to ${most}`);
  return value;
}

function dataKey(): Buffer {
  const given = process.env.TALLYROOM_DATA_KEY;
  if (given) {
    if (!/^[0-9a-f]{64}$/i.test(given)) throw new Error('TALLYROOM_DATA_KEY must be 64 hex digits');
    return Buffer.from(given, 'hex');
  }
  const path = `${databasePath}.key`;
  if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600 });
  return readFileSync(path);
}

for (const dir of ['receipts', 'mail']) mkdirSync(join(filesDir, dir), { recursive: true, mode: 0o700 });

export const config = {
  host: process.env.HOST || '127.0.0.1',
  port: whole('PORT', 8080, 65_535),
  databasePath,
  filesDir,
  dataKey: dataKey(),
  trustedProxies: whole('TRUSTED_PROXIES', 0, 5),
  administrator: { email: process.env.TALLYROOM_ADMIN_EMAIL, password: process.env.TALLYROOM_ADMIN_PASSWORD },
  session: { idleMs: 30 * 60_000, absoluteMs: 8 * 3_600_000, most: 20 },
  limits: { address: 600, person: 400, key: 240, jsonBytes: 64 * 1024, receiptBytes: 2 * 1024 * 1024, urlLength: 2048 },
  links: new Map([
    ['pricing', '/help/pricing'],
    ['terms', '/help/terms'],
    ['support', 'https://support.tallyroom.test/'],
  ]),
};
