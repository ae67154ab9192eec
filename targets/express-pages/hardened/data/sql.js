'use strict';

const { DatabaseSync } = require('node:sqlite');
const config = require('../config');

const connection = new DatabaseSync(config.databasePath);
connection.exec(`
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = 2000;
  CREATE TABLE IF NOT EXISTS courses (
    id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL, category TEXT NOT NULL, description TEXT NOT NULL,
    tutor TEXT NOT NULL, price_cents INTEGER NOT NULL CHECK (price_cents >= 0), seats INTEGER NOT NULL CHECK (seats >= 0), starts_on TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS courses_by_category ON courses (category);
  CREATE INDEX IF NOT EXISTS courses_by_title ON courses (title);
  CREATE TABLE IF NOT EXISTS payments (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL, booking_id TEXT NOT NULL, amount_cents INTEGER NOT NULL, month TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS payments_by_user ON payments (user_id, month);
  CREATE INDEX IF NOT EXISTS payments_by_booking ON payments (booking_id);
  CREATE TABLE IF NOT EXISTS vouchers (code_digest TEXT PRIMARY KEY, amount_cents INTEGER NOT NULL CHECK (amount_cents > 0), used_by TEXT);
  CREATE TABLE IF NOT EXISTS wallets (user_id TEXT PRIMARY KEY, cents INTEGER NOT NULL CHECK (cents >= 0));
  CREATE TABLE IF NOT EXISTS materials (
    id TEXT PRIMARY KEY, owner_id TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS materials_by_owner ON materials (owner_id);
  CREATE TABLE IF NOT EXISTS tutors (id INTEGER PRIMARY KEY, name TEXT NOT NULL, about TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS documents (collection TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (collection, id)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS sessions (digest TEXT PRIMARY KEY, body TEXT NOT NULL, expires_at INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS sessions_by_expiry ON sessions (expires_at);
  CREATE TABLE IF NOT EXISTS reset_codes (digest TEXT PRIMARY KEY, user_id TEXT NOT NULL, expires_at INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS login_failures (key TEXT PRIMARY KEY, failures INTEGER NOT NULL, window_ends INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS audit_events (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT, action TEXT NOT NULL, subject TEXT);
  CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
  CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
`);

exports.prepare = (text) => connection.prepare(text);
exports.close = () => connection.close();

/** Runs the synchronous action in one transaction. */
exports.transaction = function (action) {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const result = action();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    connection.exec('ROLLBACK');
    throw error;
  }
};
