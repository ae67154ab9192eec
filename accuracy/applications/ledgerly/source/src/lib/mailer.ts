import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { config } from '../config.ts';

/** Messages are dropped in a spool which the relay on the host empties. */
export async function sendMail(to: string, subject: string, text: string): Promise<void> {
  if (!config.mailSpool) return;
  const message = JSON.stringify({ to, subject, text });
  await writeFile(join(config.mailSpool, `${randomUUID()}.json`), message, { mode: 0o600, flag: 'wx' });
}
