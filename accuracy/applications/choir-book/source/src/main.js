import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createApp, state } from './app.js';
import { config } from './config.js';
import { sweep } from './data/sessions.js';
import { sql } from './data/sql.js';
import { log } from './log.js';
import { deliver } from './mailer.js';

const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 }, createApp().callback());
server.listen(config.PORT, () => log.info({ port: config.PORT }, 'listening'));

const controller = new AbortController();

/** Jobs run one after the other and never twice at a time. */
async function every(ms, job) {
  while (!controller.signal.aborted) {
    await job().catch((err) => log.error({ err }, 'job failed'));
    await wait(ms, undefined, { signal: controller.signal }).catch(() => {});
  }
}

const jobs = [every(3000, deliver), every(600_000, sweep)];

async function stop(signal) {
  if (state.stopping) return;
  state.stopping = true;
  log.info({ signal }, 'stopping');
  setTimeout(() => process.exit(1), 20_000).unref();
  await wait(3000);
  controller.abort();
  await new Promise((done) => server.close(done));
  await Promise.allSettled(jobs);
  await sql.end({ timeout: 5 });
  process.exit(0);
}

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stop(signal));
