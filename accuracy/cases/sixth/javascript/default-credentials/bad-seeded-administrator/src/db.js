const Database = require('better-sqlite3');

const db = new Database(process.env.SQLITE_FILE || 'inventory.db');
db.pragma('journal_mode = WAL');
db.exec(`CREATE TABLE IF NOT EXISTS users (
  id INTEGER PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  password_hash TEXT NOT NULL
)`);

module.exports = db;
