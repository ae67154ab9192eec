import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const databasePath = process.env.DATABASE_PATH || join(mkdtempSync(join(tmpdir(), 'tallyroom-')), 'tallyroom.db');

export const config = {
  host: process.env.HOST || '0.0.0.0',
  port: Number(process.env.PORT || 8080),
  databasePath,
  filesDir: `${databasePath}.files`,
  verboseErrors: process.env.VERBOSE_ERRORS !== 'no',
  sessionMs: 12 * 3600 * 1000,
  pepper: 'tr-pepper-81f0c2',
  version: '1.8.2',
  links: new Map([
    ['pricing', '/help/pricing'],
    ['terms', '/help/terms'],
    ['support', 'https://support.tallyroom.test/'],
  ]),
};

for (const dir of ['receipts', 'exports', 'logos']) mkdirSync(join(config.filesDir, dir), { recursive: true });
