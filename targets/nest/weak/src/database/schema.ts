export const schema = `
  CREATE TABLE IF NOT EXISTS users (
    id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT, password_hash TEXT, role TEXT DEFAULT 'visitor', status TEXT DEFAULT 'active',
    phone TEXT, iban TEXT, reset_code TEXT, settings TEXT DEFAULT '{}', alert_city TEXT, balance INTEGER DEFAULT 0
  );
  CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY, title TEXT, description TEXT, city TEXT, venue TEXT, starts_at TEXT, price INTEGER,
    seats INTEGER, sold INTEGER DEFAULT 0, organiser_id INTEGER, published INTEGER DEFAULT 1
  );
  CREATE TABLE IF NOT EXISTS orders (
    id INTEGER PRIMARY KEY, user_id INTEGER, event_id INTEGER, quantity INTEGER, total INTEGER, note TEXT,
    status TEXT DEFAULT 'pending', created_at TEXT DEFAULT CURRENT_TIMESTAMP
  );
  CREATE TABLE IF NOT EXISTS tickets (id INTEGER PRIMARY KEY, order_id INTEGER, code TEXT, checked_in INTEGER DEFAULT 0);
  CREATE TABLE IF NOT EXISTS favourites (user_id INTEGER, event_id INTEGER);
  CREATE TABLE IF NOT EXISTS reviews (id INTEGER PRIMARY KEY, event_id INTEGER, user_id INTEGER, stars INTEGER, body TEXT, featured INTEGER DEFAULT 0);
  CREATE TABLE IF NOT EXISTS coupons (id INTEGER PRIMARY KEY, code TEXT, amount INTEGER);
  CREATE TABLE IF NOT EXISTS redemptions (user_id INTEGER, coupon_id INTEGER);
  CREATE TABLE IF NOT EXISTS files (id INTEGER PRIMARY KEY, owner_id INTEGER, name TEXT, path TEXT, type TEXT);
  CREATE TABLE IF NOT EXISTS notifications (id INTEGER PRIMARY KEY, user_id INTEGER, text TEXT, read INTEGER DEFAULT 0);
  CREATE TABLE IF NOT EXISTS faq (id INTEGER PRIMARY KEY, slug TEXT, question TEXT, answer TEXT);
`;
