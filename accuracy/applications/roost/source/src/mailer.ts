import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { config } from './config.ts';

export async function sendMail(to: string, subject: string, text: string): Promise<void> {
  if (!config.MAIL_SPOOL) return;
  await writeFile(join(config.MAIL_SPOOL, `${randomUUID()}.json`), JSON.stringify({ to, subject, text }), { mode: 0o600, flag: 'wx' });
}
