CREATE TABLE IF NOT EXISTS people (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name TEXT NOT NULL,
    password TEXT NOT NULL,
    duty TEXT NOT NULL DEFAULT 'reader' CHECK (duty IN ('reader', 'archivist', 'keeper')),
    totp_sealed BLOB,
    totp_counter INTEGER NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS logins (
    digest TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    began_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS invitations (
    digest TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL UNIQUE REFERENCES people(id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS fonds (id INTEGER PRIMARY KEY, mark TEXT NOT NULL UNIQUE, title TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS records (
    id INTEGER PRIMARY KEY,
    fonds_id INTEGER NOT NULL REFERENCES fonds(id),
    mark TEXT NOT NULL,
    title TEXT NOT NULL,
    abstract TEXT NOT NULL DEFAULT '',
    year_from INTEGER,
    year_to INTEGER,
    closed_until INTEGER,
    UNIQUE (fonds_id, mark)
);
CREATE VIRTUAL TABLE IF NOT EXISTS records_fts USING fts5(title, abstract, content='records', content_rowid='id');
CREATE TRIGGER IF NOT EXISTS records_ai AFTER INSERT ON records BEGIN
    INSERT INTO records_fts(rowid, title, abstract) VALUES (new.id, new.title, new.abstract);
END;
CREATE TRIGGER IF NOT EXISTS records_au AFTER UPDATE ON records BEGIN
    INSERT INTO records_fts(records_fts, rowid, title, abstract) VALUES ('delete', old.id, old.title, old.abstract);
    INSERT INTO records_fts(rowid, title, abstract) VALUES (new.id, new.title, new.abstract);
END;
CREATE TABLE IF NOT EXISTS scans (
    id TEXT PRIMARY KEY,
    record_id INTEGER NOT NULL REFERENCES records(id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS scans_record ON scans(record_id);
CREATE TABLE IF NOT EXISTS exports (
    id TEXT PRIMARY KEY,
    owner_id INTEGER NOT NULL REFERENCES people(id),
    fonds_id INTEGER NOT NULL REFERENCES fonds(id),
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    tries INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL DEFAULT (unixepoch())
);
CREATE TABLE IF NOT EXISTS audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL DEFAULT (unixepoch()),
    person_id INTEGER,
    deed TEXT NOT NULL,
    thing TEXT NOT NULL
);
