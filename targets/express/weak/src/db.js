import { DatabaseSync } from 'node:sqlite'
import { config } from './config.js'
import { hashPassword } from './lib/crypto.js'

export const db = new DatabaseSync(config.databasePath)

db.exec(`
  CREATE TABLE IF NOT EXISTS users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT, name TEXT, password_hash TEXT, role TEXT DEFAULT 'customer',
    disabled INTEGER DEFAULT 0, reset_token TEXT, preferences TEXT DEFAULT '{}', card_token TEXT
  );
  CREATE TABLE IF NOT EXISTS products (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, description TEXT, price REAL, stock INTEGER, category TEXT
  );
  CREATE TABLE IF NOT EXISTS orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER, status TEXT DEFAULT 'open', note TEXT, archived INTEGER DEFAULT 0,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP
  );
  CREATE TABLE IF NOT EXISTS order_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT, order_id INTEGER, product_id INTEGER, quantity INTEGER
  );
  CREATE TABLE IF NOT EXISTS coupons (code TEXT PRIMARY KEY, value INTEGER, used_by INTEGER);
  CREATE TABLE IF NOT EXISTS credits (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER, value INTEGER);
  CREATE TABLE IF NOT EXISTS files (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER, name TEXT, size INTEGER);
  CREATE TABLE IF NOT EXISTS stores (id INTEGER PRIMARY KEY AUTOINCREMENT, city TEXT, phone TEXT, email TEXT);
`)

export function all(sql, ...values) {
  return db.prepare(sql).all(...values)
}

export function get(sql, ...values) {
  return db.prepare(sql).get(...values)
}

export function run(sql, ...values) {
  return db.prepare(sql).run(...values)
}

function seed() {
  if (get('SELECT COUNT(*) AS n FROM users').n > 0) return
  const addUser = (email, name, password, role) =>
    run('INSERT INTO users (email, name, password_hash, role) VALUES (?, ?, ?, ?)', email, name, hashPassword(password), role)
  addUser('admin@shop.example', 'Administrator', 'admin123', 'admin')
  addUser('dana@shop.example', 'Dana', 'sunflower-42', 'customer')
  addUser('lee@shop.example', 'Lee', 'bicycle-77', 'customer')
  const names = ['Lamp', 'Desk', 'Chair', 'Shelf', 'Rug', 'Mirror', 'Clock', 'Vase', 'Stool', 'Bench']
  for (let i = 0; i < 120; i += 1) {
    const name = `${names[i % names.length]} ${i + 1}`
    run(
      'INSERT INTO products (name, description, price, stock, category) VALUES (?, ?, ?, ?, ?)',
      name, `${name}, made of solid beech, delivered in three to five days`, 10 + i, 5 + (i % 9), i % 2 ? 'home' : 'office',
    )
  }
  for (let i = 0; i < 40; i += 1) {
    const order = run('INSERT INTO orders (user_id, note) VALUES (?, ?)', 2 + (i % 2), `Seeded order ${i + 1}`)
    for (let j = 0; j < 3; j += 1) {
      run('INSERT INTO order_items (order_id, product_id, quantity) VALUES (?, ?, ?)', order.lastInsertRowid, 1 + ((i + j) % 120), 1 + j)
    }
  }
  for (const code of ['WELCOME10', 'SPRING20', 'LOYAL30']) run('INSERT INTO coupons (code, value) VALUES (?, ?)', code, 10)
  for (const city of ['Bergen', 'Porto', 'Graz']) {
    run('INSERT INTO stores (city, phone, email) VALUES (?, ?, ?)', city, '+00 555 0100', `${city.toLowerCase()}@stores.example`)
  }
}

seed()
