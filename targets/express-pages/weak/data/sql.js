'use strict';

const { DatabaseSync } = require('node:sqlite');
const config = require('../config');

const db = new DatabaseSync(config.databasePath);
db.exec(`
  CREATE TABLE IF NOT EXISTS courses (id INTEGER PRIMARY KEY, slug TEXT, title TEXT, category TEXT, description TEXT, tutor TEXT, price_cents INTEGER, seats INTEGER, starts_on TEXT);
  CREATE TABLE IF NOT EXISTS payments (id INTEGER PRIMARY KEY, user_id TEXT, booking_id INTEGER, amount_cents INTEGER, month TEXT, iban TEXT);
  CREATE TABLE IF NOT EXISTS vouchers (code TEXT PRIMARY KEY, amount_cents INTEGER, used_by TEXT);
  CREATE TABLE IF NOT EXISTS wallets (user_id TEXT PRIMARY KEY, cents INTEGER);
  CREATE TABLE IF NOT EXISTS materials (id INTEGER PRIMARY KEY, owner_id TEXT, name TEXT, path TEXT, type TEXT);
  CREATE TABLE IF NOT EXISTS tutors (id INTEGER PRIMARY KEY, name TEXT, about TEXT);
  CREATE TABLE IF NOT EXISTS documents (collection TEXT, id TEXT, body TEXT, PRIMARY KEY (collection, id));
`);

module.exports = db;
