'use strict';

const session = require('express-session');
const config = require('../config');
const sql = require('./sql');
const { digest } = require('../lib/crypto');

/** Sessions in the database, under the digest of their id: a copy of the table opens none. */
module.exports = class SessionStore extends session.Store {
  get(id, callback) {
    let row;
    try {
      row = sql.prepare('SELECT body FROM sessions WHERE digest = ? AND expires_at > ?').get(digest(id), Date.now());
    } catch (error) {
      return callback(error);
    }
    callback(null, row ? JSON.parse(row.body) : null);
  }

  set(id, data, callback) {
    try {
      sql.prepare('INSERT OR REPLACE INTO sessions (digest, body, expires_at) VALUES (?, ?, ?)').run(digest(id), JSON.stringify(data), Date.now() + config.sessionIdleMs);
    } catch (error) {
      return callback(error);
    }
    callback(null);
  }

  touch(id, data, callback) {
    sql.prepare('UPDATE sessions SET expires_at = ? WHERE digest = ?').run(Date.now() + config.sessionIdleMs, digest(id));
    callback(null);
  }

  destroy(id, callback) {
    sql.prepare('DELETE FROM sessions WHERE digest = ?').run(digest(id));
    callback(null);
  }
};
