import { randomUUID } from 'node:crypto'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

type Row = Record<string, any>

const SCHEMA = `
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = 2000;
  CREATE TABLE IF NOT EXISTS members (
    id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL DEFAULT '', password_hash TEXT NOT NULL,
    role TEXT NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'admin')), disabled INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY, member TEXT NOT NULL REFERENCES members (id), ends INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS sessions_by_member ON sessions (member);
  CREATE TABLE IF NOT EXISTS refresh_tokens (
    digest TEXT PRIMARY KEY, session TEXT NOT NULL REFERENCES sessions (id), ends INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS attempts (key TEXT PRIMARY KEY, count INTEGER NOT NULL, ends INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS projects (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL REFERENCES members (id), title TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
    priority INTEGER NOT NULL DEFAULT 0, published INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS projects_by_owner ON projects (owner, created);
  CREATE INDEX IF NOT EXISTS projects_published ON projects (published, title);
  CREATE TABLE IF NOT EXISTS tasks (
    id INTEGER PRIMARY KEY, project TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE, title TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'open'
  ) STRICT;
  CREATE INDEX IF NOT EXISTS tasks_by_project ON tasks (project);
  CREATE TABLE IF NOT EXISTS votes (
    project TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE, member TEXT NOT NULL REFERENCES members (id), PRIMARY KEY (project, member)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS files (id TEXT PRIMARY KEY, owner TEXT NOT NULL REFERENCES members (id), type TEXT NOT NULL, size INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS files_by_owner ON files (owner);
  CREATE TABLE IF NOT EXISTS audit_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT, action TEXT NOT NULL, subject TEXT, digest TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
  CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
`

export class Database {
  readonly #connection: DatabaseSync
  readonly #prepared = new Map<string, StatementSync>()

  constructor(path: string) {
    this.#connection = new DatabaseSync(path)
    this.#connection.exec(SCHEMA)
    if (this.get('SELECT COUNT(*) AS count FROM projects')?.['count'] === 0) this.#seed()
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

  /** Published examples, owned by a member without a password. */
  #seed(): void {
    const owner = randomUUID()
    this.transaction(() => {
      this.run("INSERT INTO members (id, email, password_hash) VALUES (?, 'examples@wiki.example', '!')", owner)
      for (let number = 1; number <= 60; number += 1) {
        const id = randomUUID()
        const note = 'An example that shows how a plan is written'
        this.run('INSERT INTO projects VALUES (?, ?, ?, ?, ?, 1, ?)', id, owner, `Example ${number}`, note, number % 5, Date.now())
        this.run('INSERT INTO tasks (project, title) VALUES (?, ?)', id, `First step of ${number}`)
      }
    })
  }
}
