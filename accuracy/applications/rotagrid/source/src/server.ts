import { createServer } from 'node:http';
import { createApp } from './app';
import { config } from './config';
import { sequelize } from './db/sequelize';
import { log } from './log';
import { sessionPool } from './security/session';

const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 5000 }, createApp());
server.listen(config().PORT, () => log.info({ port: config().PORT }, 'up'));

function stop() {
  setTimeout(() => process.exit(1), 15_000).unref();
  server.close(async () => {
    await Promise.allSettled([sequelize.close(), sessionPool.end()]);
    process.exit(0);
  });
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
