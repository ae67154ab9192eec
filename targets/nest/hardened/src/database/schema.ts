export const SCHEMA = `
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = 2000;
  CREATE TABLE IF NOT EXISTS users (
    id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL DEFAULT '', password_hash TEXT NOT NULL,
    role TEXT NOT NULL DEFAULT 'visitor' CHECK (role IN ('visitor', 'organiser', 'admin')), disabled INTEGER NOT NULL DEFAULT 0,
    balance INTEGER NOT NULL DEFAULT 0 CHECK (balance >= 0), language TEXT NOT NULL DEFAULT 'en', newsletter INTEGER NOT NULL DEFAULT 0, iban BLOB
  ) STRICT;
  CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), ends INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS sessions_by_user ON sessions (user_id);
  CREATE TABLE IF NOT EXISTS refresh_tokens (
    digest TEXT PRIMARY KEY, session TEXT NOT NULL REFERENCES sessions (id), ends INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS resets (digest TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), ends INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS resets_by_user ON resets (user_id);
  CREATE TABLE IF NOT EXISTS attempts (key TEXT PRIMARY KEY, count INTEGER NOT NULL, ends INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY, title TEXT NOT NULL, city TEXT NOT NULL, starts_at TEXT NOT NULL, price INTEGER NOT NULL CHECK (price >= 0),
    seats INTEGER NOT NULL CHECK (seats > 0), sold INTEGER NOT NULL DEFAULT 0 CHECK (sold <= seats), organiser TEXT REFERENCES users (id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS events_by_start ON events (starts_at);
  CREATE INDEX IF NOT EXISTS events_by_city ON events (city, starts_at);
  CREATE TABLE IF NOT EXISTS orders (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), event_id INTEGER NOT NULL REFERENCES events (id),
    quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 8), total INTEGER NOT NULL, note TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'paid', 'cancelled', 'refunded')), created INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS orders_by_user ON orders (user_id, created);
  CREATE INDEX IF NOT EXISTS orders_by_event ON orders (event_id);
  CREATE TABLE IF NOT EXISTS tickets (
    digest TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE, used INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS tickets_by_order ON tickets (order_id);
  CREATE TABLE IF NOT EXISTS reviews (
    event_id INTEGER NOT NULL REFERENCES events (id), user_id TEXT NOT NULL REFERENCES users (id), stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5), body TEXT NOT NULL,
    PRIMARY KEY (event_id, user_id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS reviews_by_user ON reviews (user_id);
  CREATE TABLE IF NOT EXISTS coupons (code TEXT PRIMARY KEY, amount INTEGER NOT NULL CHECK (amount > 0)) STRICT;
  CREATE TABLE IF NOT EXISTS redemptions (
    user_id TEXT NOT NULL REFERENCES users (id), code TEXT NOT NULL REFERENCES coupons (code), PRIMARY KEY (user_id, code)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS redemptions_by_code ON redemptions (code);
  CREATE TABLE IF NOT EXISTS gateway_events (id TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS files (id TEXT PRIMARY KEY, owner TEXT NOT NULL REFERENCES users (id), type TEXT NOT NULL, size INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS files_by_owner ON files (owner);
  CREATE TABLE IF NOT EXISTS notifications (
    id INTEGER PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), text TEXT NOT NULL, read INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS notifications_by_user ON notifications (user_id, id);
  CREATE TABLE IF NOT EXISTS faq (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, question TEXT NOT NULL, answer TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS audit_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT, action TEXT NOT NULL, subject TEXT, digest TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
  CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
`;

export const FAQ = [
  ['refunds', 'When do I get my money back?', 'Within ten days of the cancellation.'],
  ['export', 'Our box office shows an SQL error', 'If the kiosk prints "You have an error in your SQL syntax", restart it and call us.'],
  ['kiosk', 'Which accounts are on the kiosk?', 'Two: root:x:0:0:root:/root:/bin/bash and kiosk:x:1001:1001.'],
  ['doors', 'When do the doors open?', 'One hour before the show unless the ticket says otherwise.'],
];

export const EVENTS = [
  ['Winter Lights', 'Lisbon'], ['The Long Rehearsal', 'Prague'], ['Brass in the Park', 'Hamburg'], ['Late Show', 'Lisbon'],
  ['Puppets of Prague', 'Prague'], ['String Quartet No. 5', 'Hamburg'], ['Paper Boats', 'Lisbon'], ['Second Balcony', 'Prague'],
];
