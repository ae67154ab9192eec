import { serve } from '@hono/node-server';
import type { Server } from 'node:http';
import { app } from './app.ts';
import { config } from './config.ts';
import { db } from './db/connection.ts';
import { createAdministrator, seedWhenEmpty } from './db/seed.ts';
import { log } from './lib/log.ts';
import { forgetOldCounters } from './middleware/limits.ts';

seedWhenEmpty();
await createAdministrator();

const server = serve({
  fetch: app.fetch,
  hostname: config.host,
  port: config.port,
  serverOptions: { requestTimeout: 20_000, headersTimeout: 8_000, keepAliveTimeout: 5_000, connectionsCheckingInterval: 2_000, maxHeaderSize: 16_384 },
}, (info) => log('info', 'started', { port: info.port })) as Server;
server.setTimeout(25_000);
server.maxConnections = 1_000;

setInterval(forgetOldCounters, 60_000).unref();

process.on('unhandledRejection', (reason) => log('error', 'unhandled_rejection', { reason: reason instanceof Error ? reason.message : 'unknown' }));

process.on('SIGTERM', () => {
  log('info', 'stopping');
  server.close(() => {
    db.close();
    process.exit(0);
  });
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 3_000).unref();
});
