import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createHmac } from 'node:crypto';
import { config } from '../config.ts';
import { all, insert, type Row } from '../db/connection.ts';

const journal = join(config.filesDir, 'events.log');

export async function post(hook: Row, event: string, payload: Row) {
  const text = JSON.stringify({ event, payload });
  const signature = createHmac('sha256', hook.secret).update(text).digest('hex');
  const answer = await fetch(hook.url, { method: 'POST', body: text, headers: { 'content-type': 'application/json', 'x-tallyroom-signature': signature } });
  const reply = (await answer.text()).slice(0, 4000);
  insert('deliveries', { webhook_id: hook.id, event, payload: text, status: answer.status, created_at: Date.now() });
  return { status: answer.status, reply };
}

export async function announce(workspaceId: string, event: string, payload: Row) {
  const file = await open(journal, 'a');
  await file.appendFile(`${new Date().toISOString()} ${workspaceId} ${event}\n`);
  await file.sync();
  await file.close();
  for (const hook of all('SELECT * FROM webhooks WHERE workspace_id = ?', workspaceId)) {
    if (JSON.parse(hook.events).includes(event)) post(hook, event, payload).catch((error) => console.log(`delivery to ${hook.url}: ${error.message}`));
  }
}
