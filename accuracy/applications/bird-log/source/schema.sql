DROP TABLE IF EXISTS watchers;
DROP TABLE IF EXISTS sightings;
DROP TABLE IF EXISTS remarks;
CREATE TABLE watchers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  password TEXT NOT NULL,
  phone TEXT,
  warden INTEGER NOT NULL DEFAULT 0,
  reset_code TEXT
);
CREATE TABLE sightings (
  id INTEGER PRIMARY KEY,
  watcher_id INTEGER NOT NULL REFERENCES watchers(id),
  species TEXT NOT NULL,
  place TEXT NOT NULL,
  seen_on TEXT NOT NULL,
  count INTEGER NOT NULL DEFAULT 1,
  story TEXT NOT NULL DEFAULT '',
  hidden INTEGER NOT NULL DEFAULT 0,
  photo TEXT
);
CREATE TABLE remarks (
  id INTEGER PRIMARY KEY,
  sighting_id INTEGER NOT NULL REFERENCES sightings(id),
  author TEXT NOT NULL,
  body TEXT NOT NULL
);
