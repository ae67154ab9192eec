import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { config } from './config.ts';
import { seed } from './db/seed.ts';
import { db } from './db/database.ts';
import { log } from './lib/logger.ts';

for (const folder of ['attachments', 'exports']) mkdirSync(join(config.storagePath, folder), { recursive: true });
await seed();
const { app } = await import('./app.ts');

const server = app.listen(config.port, config.host, () => log.info('listening', { host: config.host, port: config.port }));
server.requestTimeout = 30_000;
server.headersTimeout = 10_000;
server.keepAliveTimeout = 5_000;

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    server.close(() => {
      db.close();
      process.exit(0);
    });
    setTimeout(() => process.exit(0), 5000).unref();
  });
}
