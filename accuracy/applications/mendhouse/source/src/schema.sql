CREATE TABLE IF NOT EXISTS people (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE COLLATE NOCASE,
  name TEXT NOT NULL,
  password TEXT NOT NULL,
  role TEXT NOT NULL DEFAULT 'visitor' CHECK (role IN ('visitor', 'mender', 'steward')),
  confirmed_at INTEGER,
  suspended_at INTEGER,
  created_at INTEGER NOT NULL DEFAULT (unixepoch())
);
CREATE TABLE IF NOT EXISTS sessions (
  digest BLOB PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sessions_person ON sessions(person_id);
CREATE TABLE IF NOT EXISTS mail_links (
  digest BLOB PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
  purpose TEXT NOT NULL CHECK (purpose IN ('confirm', 'reset')),
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS slots (
  id INTEGER PRIMARY KEY,
  starts_at INTEGER NOT NULL UNIQUE,
  places INTEGER NOT NULL CHECK (places >= 0)
);
CREATE TABLE IF NOT EXISTS repairs (
  id INTEGER PRIMARY KEY,
  owner_id INTEGER NOT NULL REFERENCES people(id),
  mender_id INTEGER REFERENCES people(id),
  slot_id INTEGER NOT NULL REFERENCES slots(id),
  title TEXT NOT NULL,
  fault TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'booked' CHECK (state IN ('booked', 'bench', 'mended', 'beyond')),
  created_at INTEGER NOT NULL DEFAULT (unixepoch()),
  UNIQUE (owner_id, slot_id)
);
CREATE INDEX IF NOT EXISTS repairs_state ON repairs(state, created_at);
CREATE TABLE IF NOT EXISTS photos (
  id TEXT PRIMARY KEY,
  repair_id INTEGER NOT NULL REFERENCES repairs(id) ON DELETE CASCADE,
  bytes INTEGER NOT NULL,
  etag TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS photos_repair ON photos(repair_id);
CREATE VIRTUAL TABLE IF NOT EXISTS repairs_text USING fts5(title, fault, content='repairs', content_rowid='id');
CREATE TRIGGER IF NOT EXISTS repairs_text_in AFTER INSERT ON repairs BEGIN
  INSERT INTO repairs_text(rowid, title, fault) VALUES (new.id, new.title, new.fault);
END;
CREATE TABLE IF NOT EXISTS audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL DEFAULT (unixepoch()),
  actor_id INTEGER,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '{}'
);
