import { createServer } from 'node:http';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { createApp } from './app.js';
import { readSettings } from './core/settings.js';
import { openDatabase } from './data/open.js';

const settings = readSettings();
const log = pino({ level: settings.logLevel, redact: ['*.authorization', '*.cookie'] });
const db = openDatabase(settings.databaseUrl, log);
const app = createApp({ db, settings, log });

const server = serve(
  { fetch: app.fetch, port: settings.port, createServer, serverOptions: { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 5000 } },
  ({ port }) => log.info({ port }, 'up'),
);

const sweeper = setInterval(() => {
  const now = new Date();
  const late = (err: unknown) => log.warn({ err }, 'sweep failed');
  db.deleteFrom('logins').where('expires_at', '<', now).execute().catch(late);
  db.deleteFrom('shares').where('expires_at', '<', now).execute().catch(late);
  db.deleteFrom('previews').where('fetched_at', '<', new Date(now.getTime() - 60 * 86_400_000)).execute().catch(late);
}, 600_000);

function stop() {
  clearInterval(sweeper);
  setTimeout(() => process.exit(1), 15_000).unref();
  server.close(() => {
    db.destroy().finally(() => process.exit(0));
  });
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
