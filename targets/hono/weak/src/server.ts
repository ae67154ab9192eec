import { serve } from '@hono/node-server';
import { app } from './app.ts';
import { config } from './config.ts';
import { db } from './db/connection.ts';
import { seedWhenEmpty } from './db/seed.ts';

seedWhenEmpty();

const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, (info) => {
  console.log(`tallyroom ${config.version} on ${info.address}:${info.port}`);
});

process.on('SIGTERM', () => {
  server.close(() => {
    db.close();
    process.exit(0);
  });
  setTimeout(() => process.exit(0), 500).unref();
});
