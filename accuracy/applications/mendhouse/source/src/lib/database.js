import { readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

const schema = readFileSync(new URL('../schema.sql', import.meta.url), 'utf8');

export function openDatabase(dataDir) {
  const file = dataDir === ':memory:' ? dataDir : path.join(dataDir, 'mendhouse.db');
  const db = new Database(file, { timeout: 2000 });
  db.pragma('journal_mode = WAL');
  db.pragma('foreign_keys = ON');
  db.exec(schema);
  return withStatements(db);
}

/** Statements are prepared once per text; the texts are all written in this repository, so the map stays small. */
function withStatements(db) {
  const prepared = new Map();
  const statement = (text) => {
    let found = prepared.get(text);
    if (!found) prepared.set(text, (found = db.prepare(text)));
    return found;
  };
  return {
    one: (query) => statement(query.text).get(...query.values),
    many: (query) => statement(query.text).all(...query.values),
    run: (query) => statement(query.text).run(...query.values),
    /** Takes the write lock at once, so that what is read inside holds until the commit. */
    atomically: (work) => db.transaction(work).immediate(),
    close: () => db.close(),
  };
}
