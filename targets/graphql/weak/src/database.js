import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { config } from './config.js'

const database = new DatabaseSync(config.databasePath)
database.exec(`
  CREATE TABLE IF NOT EXISTS readers (id INTEGER PRIMARY KEY, email TEXT, name TEXT, passwordHash TEXT, role TEXT DEFAULT 'reader', address TEXT);
  CREATE TABLE IF NOT EXISTS books (id INTEGER PRIMARY KEY, title TEXT, author TEXT, year INTEGER);
  CREATE TABLE IF NOT EXISTS loans (id INTEGER PRIMARY KEY, reader INTEGER, book INTEGER, due TEXT, note TEXT);
`)

export const all = (sql, ...values) => database.prepare(sql).all(...values)
export const get = (sql, ...values) => database.prepare(sql).get(...values)
export const run = (sql, ...values) => database.prepare(sql).run(...values)

export const hash = (password) => createHash('md5').update(String(password)).digest('hex')
export const etag = (text) => createHash('sha1').update(text).digest('base64url')

if (get('SELECT COUNT(*) AS n FROM readers').n === 0) {
  for (const [email, password, role] of [['librarian@library.example', 'library', 'librarian'], ['edda@library.example', 'saga-1200', 'reader'], ['knut@library.example', 'sult-1890', 'reader']]) {
    run('INSERT INTO readers (email, name, passwordHash, role, address) VALUES (?, ?, ?, ?, ?)', email, email.split('@')[0], hash(password), role, '1 Harbour Street')
  }
  for (let number = 1; number <= 80; number += 1) {
    run('INSERT INTO books (title, author, year) VALUES (?, ?, ?)', `Book ${number}`, `Author ${number % 9}`, 1900 + number)
    run('INSERT INTO loans (reader, book, due, note) VALUES (?, ?, ?, ?)', 2 + (number % 2), number, '2027-01-31', `Loan ${number}`)
  }
}
