import { createServer } from 'node:http';
import { createApp } from './app.js';
import { loadConfig } from './config.js';
import { openDatabase } from './lib/database.js';
import { log } from './lib/log.js';

const config = loadConfig();
const db = openDatabase(config.dataDir);
const { app, close, sweep } = createApp({ db, config });

const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 5_000 }, app);
server.maxRequestsPerSocket = 1000;
server.listen(config.port, () => log.info({ port: config.port }, 'desk is open'));

const sweeper = setInterval(sweep, 10 * 60 * 1000);

function stop(signal) {
  log.info({ signal }, 'desk closes');
  clearInterval(sweeper);
  close();
  server.close(() => {
    db.close();
    process.exit(0);
  });
  setTimeout(() => process.exit(1), 10_000).unref();
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
