'use strict';

const config = require('./config');
const logger = require('./lib/logger');
const keyring = require('./lib/keyring');
const { connect } = require('./db');
const { sequelize } = require('./db/models');
const { seed } = require('./db/seed');
const { createApp } = require('./app');

async function main() {
  keyring.ensureKeys();
  await connect();
  await sequelize.sync();
  await seed();
  const server = createApp().listen(config.port, config.host, () => logger.info('listening', { host: config.host, port: config.port }));
  server.requestTimeout = 30000;
  server.headersTimeout = 15000;
  const stop = () => server.close(() => sequelize.close().finally(() => process.exit(0)));
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error) => {
  logger.error('start failed', { reason: error.message, stack: error.stack });
  process.exit(1);
});
