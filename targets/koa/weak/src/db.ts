import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { config } from './config.ts'
import { hashPassword } from './lib/passwords.ts'

export const db = new DatabaseSync(config.databasePath)

db.exec(`
  CREATE TABLE IF NOT EXISTS users (
    id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT, password_hash TEXT, role TEXT DEFAULT 'customer',
    disabled INTEGER DEFAULT 0, phone TEXT, reset_code TEXT, preferences TEXT DEFAULT '{}', credit INTEGER DEFAULT 0
  );
  CREATE TABLE IF NOT EXISTS tickets (
    id INTEGER PRIMARY KEY, ref TEXT, customer_id INTEGER, subject TEXT, body TEXT, status TEXT DEFAULT 'open',
    priority TEXT DEFAULT 'normal', opened INTEGER DEFAULT 0, created_at TEXT DEFAULT CURRENT_TIMESTAMP
  );
  CREATE TABLE IF NOT EXISTS comments (id INTEGER PRIMARY KEY, ticket_id INTEGER, author_id INTEGER, body TEXT, internal INTEGER DEFAULT 0);
  CREATE TABLE IF NOT EXISTS attachments (id INTEGER PRIMARY KEY, ticket_id INTEGER, owner_id INTEGER, name TEXT, path TEXT, type TEXT);
  CREATE TABLE IF NOT EXISTS watchers (ticket_id INTEGER, user_id INTEGER);
  CREATE TABLE IF NOT EXISTS api_keys (id INTEGER PRIMARY KEY, user_id INTEGER, name TEXT, key TEXT, scope TEXT, revoked INTEGER DEFAULT 0);
  CREATE TABLE IF NOT EXISTS webhooks (id INTEGER PRIMARY KEY, user_id INTEGER, url TEXT, event TEXT);
  CREATE TABLE IF NOT EXISTS articles (id INTEGER PRIMARY KEY, slug TEXT, title TEXT, body TEXT);
  CREATE TABLE IF NOT EXISTS claims (user_id INTEGER, voucher TEXT);
`)

export const all = (sql: string, ...values: SQLInputValue[]) => db.prepare(sql).all(...values) as Record<string, any>[]
export const get = (sql: string, ...values: SQLInputValue[]) => db.prepare(sql).get(...values) as Record<string, any> | undefined
export const run = (sql: string, ...values: SQLInputValue[]) => db.prepare(sql).run(...values)

const USERS = [
  ['admin@desk.example', 'Admin', 'admin123', 'admin'],
  ['nora@desk.example', 'Nora Lind', 'tulip-22', 'agent'],
  ['pavel@client.example', 'Pavel Kos', 'orchard-7', 'customer'],
  ['ines@client.example', 'Ines Duarte', 'lantern-3', 'customer'],
]

const ARTICLES = [
  ['reset-your-password', 'How to reset your password', 'Open the sign-in page and choose "Forgot password".'],
  ['export-fails', 'The export fails with a database error', 'If the export shows "You have an error in your SQL syntax near \'LIMIT\'" or SQLITE_ERROR: near "FROM": syntax error, update the connector to 2.4.'],
  ['linux-agent', 'Installing the Linux agent', 'The agent adds a user of its own. In /etc/passwd you will see root:x:0:0:root:/root:/bin/bash as before and one more line, desk:x:998:998.'],
  ['billing', 'How billing works', 'Invoices are sent on the first of each month.'],
]

if (get('SELECT COUNT(*) AS n FROM users')!.n === 0) {
  for (const [email, name, password, role] of USERS) {
    run('INSERT INTO users (email, name, password_hash, role, phone) VALUES (?, ?, ?, ?, ?)', email, name, hashPassword(password), role, '+00 555 0142')
  }
  for (const [slug, title, body] of ARTICLES) run('INSERT INTO articles (slug, title, body) VALUES (?, ?, ?)', slug, title, body)
  for (let n = 1; n <= 60; n += 1) {
    run('INSERT INTO tickets (ref, customer_id, subject, body, status) VALUES (?, ?, ?, ?, ?)', `T-${1000 + n}`, 3 + (n % 2), `Printer ${n} is offline`, 'It worked yesterday.', n % 3 ? 'open' : 'closed')
    run('INSERT INTO comments (ticket_id, author_id, body) VALUES (?, 2, ?)', n, 'Have you tried another cable?')
  }
}
