'use strict';

const http = require('http');
const config = require('./config');
const app = require('./app');
const sql = require('./data/sql');
const seed = require('./data/seed');
const { prune } = require('./data/maintenance');
const { log } = require('./lib/log');

const DRAIN_MS = 10000;
const PRUNE_MS = 60000;

async function main() {
  await seed();
  const server = http.createServer({ requestTimeout: 15000, headersTimeout: 10000, keepAliveTimeout: 65000, maxHeaderSize: 16384 }, app);
  server.maxConnections = 1000;
  server.on('request', (req, res) => res.on('close', () => app.locals.draining && setImmediate(() => server.closeIdleConnections())));
  server.listen(config.port, config.host, () => log('info', 'started', { host: config.host, port: server.address().port }));
  const pruning = setInterval(prune, PRUNE_MS);

  function stop(signal) {
    if (app.locals.draining) return;
    app.locals.draining = true;
    log('info', 'stopping', { signal });
    clearInterval(pruning);
    setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
    server.close(() => {
      sql.close();
      log('info', 'stopped');
    });
    server.closeIdleConnections();
  }
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch(function (error) {
  log('error', 'start.failed', { error: error.message });
  process.exitCode = 1;
});
