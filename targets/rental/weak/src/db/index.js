'use strict';

const fs = require('fs');
const path = require('path');
const { Sequelize } = require('sequelize');
const config = require('../config');

fs.mkdirSync(path.dirname(config.databasePath), { recursive: true });

const sequelize = new Sequelize({
  dialect: 'sqlite',
  dialectModule: require('./driver'),
  storage: config.databasePath,
  logging: false,
  define: { underscored: false },
});

async function connect() {
  await sequelize.query('PRAGMA journal_mode = WAL');
  await sequelize.query('PRAGMA busy_timeout = 4000');
  await sequelize.query('PRAGMA foreign_keys = ON');
}

module.exports = { sequelize, connect };
