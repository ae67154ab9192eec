import { randomUUID } from 'node:crypto'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

type Row = Record<string, any>

const SCHEMA = `
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = 2000;
  CREATE TABLE IF NOT EXISTS accounts (
    id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL DEFAULT '', password_hash TEXT NOT NULL,
    role TEXT NOT NULL DEFAULT 'customer' CHECK (role IN ('customer', 'agent', 'admin')), disabled INTEGER NOT NULL DEFAULT 0,
    credit INTEGER NOT NULL DEFAULT 0 CHECK (credit >= 0), language TEXT NOT NULL DEFAULT 'en', theme TEXT NOT NULL DEFAULT 'light'
  ) STRICT;
  CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts (id), ends INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS sessions_by_account ON sessions (account);
  CREATE TABLE IF NOT EXISTS refresh_tokens (
    digest TEXT PRIMARY KEY, session TEXT NOT NULL REFERENCES sessions (id), ends INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS resets (digest TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts (id), ends INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS api_keys (
    id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts (id), name TEXT NOT NULL, digest TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL, ends INTEGER NOT NULL, last_used INTEGER, revoked INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS api_keys_by_account ON api_keys (account);
  CREATE TABLE IF NOT EXISTS attempts (key TEXT PRIMARY KEY, count INTEGER NOT NULL, ends INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS tickets (
    id TEXT PRIMARY KEY, ref TEXT NOT NULL UNIQUE, customer TEXT NOT NULL REFERENCES accounts (id), subject TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
    priority INTEGER NOT NULL DEFAULT 1 CHECK (priority BETWEEN 0 AND 3), created INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS tickets_by_customer ON tickets (customer, created);
  CREATE TABLE IF NOT EXISTS comments (
    id TEXT PRIMARY KEY, ticket TEXT NOT NULL REFERENCES tickets (id) ON DELETE CASCADE, author TEXT NOT NULL REFERENCES accounts (id), body TEXT NOT NULL, created INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS comments_by_ticket ON comments (ticket, created);
  CREATE TABLE IF NOT EXISTS attachments (id TEXT PRIMARY KEY, owner TEXT NOT NULL REFERENCES accounts (id), type TEXT NOT NULL, size INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS attachments_by_owner ON attachments (owner);
  CREATE TABLE IF NOT EXISTS webhooks (id TEXT PRIMARY KEY, owner TEXT NOT NULL REFERENCES accounts (id), url TEXT NOT NULL, event TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS webhooks_by_owner ON webhooks (owner);
  CREATE TABLE IF NOT EXISTS claims (
    account TEXT NOT NULL REFERENCES accounts (id), voucher TEXT NOT NULL, PRIMARY KEY (account, voucher)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS articles (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS articles_by_title ON articles (title);
  CREATE TABLE IF NOT EXISTS audit_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT, action TEXT NOT NULL, subject TEXT, digest TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
  CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
`

const ARTICLES = [
  ['reset-your-password', 'How to reset your password', 'Open the sign-in page and choose "Forgot password".'],
  ['export-fails', 'The export fails with a database error', 'If the export shows "You have an error in your SQL syntax near \'LIMIT\'", update the connector to 2.4.'],
  ['linux-agent', 'Installing the Linux agent', 'The agent adds a user of its own: beside root:x:0:0:root:/root:/bin/bash there is one more line, desk:x:998:998.'],
  ['billing', 'How billing works', 'Invoices are sent on the first of each month.'],
]

export class Database {
  readonly #connection: DatabaseSync
  readonly #prepared = new Map<string, StatementSync>()

  constructor(path: string) {
    this.#connection = new DatabaseSync(path)
    this.#connection.exec(SCHEMA)
    if (this.get('SELECT COUNT(*) AS count FROM articles')?.['count'] === 0) this.#seed()
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values) as Row[]
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined
  }

  /** Number of rows that changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes)
  }

  transaction<T>(action: () => T): T {
    this.#connection.exec('BEGIN IMMEDIATE')
    try {
      const result = action()
      this.#connection.exec('COMMIT')
      return result
    } catch (error) {
      this.#connection.exec('ROLLBACK')
      throw error
    }
  }

  close(): void {
    this.#connection.close()
  }

  #statement(sql: string): StatementSync {
    let found = this.#prepared.get(sql)
    if (found === undefined) {
      found = this.#connection.prepare(sql)
      this.#prepared.set(sql, found)
    }
    return found
  }

  #seed(): void {
    this.transaction(() => {
      for (const [slug, title, body] of ARTICLES) this.run('INSERT INTO articles (slug, title, body) VALUES (?, ?, ?)', slug ?? '', title ?? '', body ?? '')
      const sample = randomUUID()
      this.run("INSERT INTO accounts (id, email, password_hash) VALUES (?, 'samples@desk.example', '!')", sample)
      for (let number = 1; number <= 40; number += 1) {
        this.run('INSERT INTO tickets (id, ref, customer, subject, created) VALUES (?, ?, ?, ?, ?)', randomUUID(), randomUUID(), sample, `Sample ${number}`, Date.now())
      }
    })
  }
}
