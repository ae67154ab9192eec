import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'

const SCHEMA = `
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = 2000;
  CREATE TABLE IF NOT EXISTS users (
    id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL DEFAULT '', password_hash TEXT NOT NULL,
    role TEXT NOT NULL DEFAULT 'customer' CHECK (role IN ('customer', 'admin')), disabled INTEGER NOT NULL DEFAULT 0,
    theme TEXT NOT NULL DEFAULT 'light', density TEXT NOT NULL DEFAULT 'normal', created_at INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL, revoked_at INTEGER
  );
  CREATE INDEX IF NOT EXISTS sessions_by_user ON sessions (user_id);
  CREATE TABLE IF NOT EXISTS refresh_tokens (
    digest TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL, used_at INTEGER
  );
  CREATE TABLE IF NOT EXISTS reset_tokens (
    digest TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL, used_at INTEGER
  );
  CREATE TABLE IF NOT EXISTS login_failures (key TEXT PRIMARY KEY, failures INTEGER NOT NULL, window_ends INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS products (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL, price_cents INTEGER NOT NULL, stock INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS products_by_name ON products (name);
  CREATE TABLE IF NOT EXISTS orders (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), status TEXT NOT NULL DEFAULT 'open',
    note TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS orders_by_user ON orders (user_id, created_at);
  CREATE TABLE IF NOT EXISTS order_items (
    order_id TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE, product_id INTEGER NOT NULL REFERENCES products (id),
    quantity INTEGER NOT NULL CHECK (quantity > 0), PRIMARY KEY (order_id, product_id)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS coupons (
    code TEXT PRIMARY KEY, owner_id TEXT NOT NULL REFERENCES users (id), cents INTEGER NOT NULL, used_at INTEGER
  );
  CREATE TABLE IF NOT EXISTS files (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), name TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS files_by_user ON files (user_id, created_at);
  CREATE TABLE IF NOT EXISTS audit_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT, action TEXT NOT NULL, subject TEXT, digest TEXT NOT NULL
  );
  CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
  CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
`

/** Opens the database, creates the schema and the catalogue of products. */
export function openDatabase(path) {
  const connection = new DatabaseSync(path)
  connection.exec(SCHEMA)
  const prepared = new Map()
  const statement = (sql) => {
    let found = prepared.get(sql)
    if (found === undefined) {
      found = connection.prepare(sql)
      prepared.set(sql, found)
    }
    return found
  }
  const database = {
    all: (sql, ...values) => statement(sql).all(...values),
    get: (sql, ...values) => statement(sql).get(...values),
    run: (sql, ...values) => statement(sql).run(...values),
    /** Runs the synchronous action in one transaction. */
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
  seed(database)
  return database
}

function seed(database) {
  if (database.get('SELECT COUNT(*) AS count FROM products').count > 0) return
  const names = ['Lamp', 'Desk', 'Chair', 'Shelf', 'Rug', 'Mirror', 'Clock', 'Vase', 'Stool', 'Bench']
  database.transaction(() => {
    for (let number = 1; number <= 120; number += 1) {
      const name = `${names[number % names.length]} ${number}`
      const description = `${name}, made of solid beech, delivered in three to five days`
      database.run('INSERT INTO products VALUES (?, ?, ?, ?, ?)', number, name, description, 1000 + 100 * number, 5 + (number % 9))
    }
    // A customer of the old shop, without a password: can be reached only by a reset.
    const owner = randomUUID()
    database.run('INSERT INTO users (id, email, password_hash, created_at) VALUES (?, ?, ?, ?)', owner, 'migrated@shop.example', '!', Date.now())
    const order = randomUUID()
    database.run('INSERT INTO orders (id, user_id, note, created_at) VALUES (?, ?, ?, ?)', order, owner, 'Migrated order', Date.now())
    database.run('INSERT INTO order_items VALUES (?, ?, ?)', order, 1, 2)
  })
}
