import { createHash } from 'node:crypto';
import session from 'express-session';
import { db } from './db.js';

const digest = (sid) => createHash('sha256').update(sid).digest('hex');
const statements = {
  get: db.prepare('select data from sessions where digest = ? and expires_at > ?').pluck(),
  set: db.prepare(`insert into sessions (digest, reader_id, data, expires_at) values (?, ?, ?, ?)
    on conflict (digest) do update set reader_id = excluded.reader_id, data = excluded.data, expires_at = excluded.expires_at`),
  touch: db.prepare('update sessions set expires_at = ? where digest = ?'),
  destroy: db.prepare('delete from sessions where digest = ?'),
  sweep: db.prepare('delete from sessions where expires_at <= ?'),
  endAll: db.prepare('delete from sessions where reader_id = ?'),
};

/** The file holds digests only: a copy of it opens nobody's session. */
export class SqliteStore extends session.Store {
  constructor() {
    super();
    setInterval(() => statements.sweep.run(Date.now()), 600_000).unref();
  }
  #expiry(data) { return data.cookie.expires ? new Date(data.cookie.expires).getTime() : Date.now() + 7_200_000; }
  #attempt(done, work) {
    let value;
    try { value = work(); } catch (error) { return done?.(error); }
    return done?.(null, value);
  }
  get(sid, done) {
    this.#attempt(done, () => { const data = statements.get.get(digest(sid), Date.now()); return data ? JSON.parse(data) : null; });
  }
  set(sid, data, done) {
    this.#attempt(done, () => { statements.set.run(digest(sid), data.readerId ?? null, JSON.stringify(data), this.#expiry(data)); });
  }
  touch(sid, data, done) { this.#attempt(done, () => { statements.touch.run(this.#expiry(data), digest(sid)); }); }
  destroy(sid, done) { this.#attempt(done, () => { statements.destroy.run(digest(sid)); }); }
}

export const endSessionsOf = (readerId) => statements.endAll.run(readerId);
