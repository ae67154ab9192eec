import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { config } from './config.js';

export async function sendMail(to, subject, text) {
  if (!config.mailSpool) return;
  await writeFile(join(config.mailSpool, `${randomUUID()}.json`), JSON.stringify({ to, subject, text }), { mode: 0o600, flag: 'wx' });
}
