import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'

const SCHEMA = `
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = 2000;
  CREATE TABLE IF NOT EXISTS users (
    id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL DEFAULT '', password_hash TEXT NOT NULL,
    role TEXT NOT NULL DEFAULT 'reader' CHECK (role IN ('reader', 'librarian')), disabled INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), expires_at INTEGER NOT NULL, revoked_at INTEGER) STRICT;
  CREATE INDEX IF NOT EXISTS sessions_by_user ON sessions (user_id);
  CREATE TABLE IF NOT EXISTS refresh_tokens (
    digest TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES sessions (id), expires_at INTEGER NOT NULL, used_at INTEGER
  ) STRICT;
  CREATE TABLE IF NOT EXISTS login_failures (key TEXT PRIMARY KEY, failures INTEGER NOT NULL, window_ends INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS books (id INTEGER PRIMARY KEY, title TEXT NOT NULL, author TEXT NOT NULL, year INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS books_by_title ON books (title);
  CREATE TABLE IF NOT EXISTS loans (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), book_id INTEGER NOT NULL REFERENCES books (id), due TEXT NOT NULL, note TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE INDEX IF NOT EXISTS loans_by_user ON loans (user_id, due);
  CREATE TABLE IF NOT EXISTS audit_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT, action TEXT NOT NULL, subject TEXT, digest TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
  CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
`

export function openDatabase(path) {
  const connection = new DatabaseSync(path)
  connection.exec(SCHEMA)
  const prepared = new Map()
  const statement = (sql) => {
    if (!prepared.has(sql)) prepared.set(sql, connection.prepare(sql))
    return prepared.get(sql)
  }
  const database = {
    all: (sql, ...values) => statement(sql).all(...values),
    get: (sql, ...values) => statement(sql).get(...values),
    run: (sql, ...values) => statement(sql).run(...values),
    transaction(action) {
      connection.exec('BEGIN IMMEDIATE')
      try {
        const result = action()
        connection.exec('COMMIT')
        return result
      } catch (error) {
        connection.exec('ROLLBACK')
        throw error
      }
    },
    close: () => connection.close(),
  }
  if (database.get('SELECT COUNT(*) AS count FROM books').count === 0) {
    database.transaction(() => {
      for (let number = 1; number <= 80; number += 1) database.run('INSERT INTO books VALUES (?, ?, ?, ?)', number, `Book ${number}`, `Author ${number % 9}`, 1900 + number)
      const owner = randomUUID()
      database.run("INSERT INTO users (id, email, password_hash) VALUES (?, 'migrated@library.example', '!')", owner)
      database.run("INSERT INTO loans (id, user_id, book_id, due) VALUES (?, ?, 1, '2027-01-31')", randomUUID(), owner)
    })
  }
  return database
}
