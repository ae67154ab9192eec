'use strict';

const config = require('../config');
const sql = require('./sql');
const { digest, token } = require('../lib/crypto');

/** A code for one use within half an hour; only its digest is kept. */
exports.issue = function (userId) {
  const code = token();
  sql.prepare('INSERT INTO reset_codes (digest, user_id, expires_at) VALUES (?, ?, ?)').run(digest(code), userId, Date.now() + config.resetMs);
  return code;
};

/** Uses up the code and all others of its user; answers the id of the user, or undefined. */
exports.use = function (code) {
  return sql.transaction(function () {
    const row = sql.prepare('DELETE FROM reset_codes WHERE digest = ? AND expires_at > ? RETURNING user_id').get(digest(code), Date.now());
    if (row === undefined) return undefined;
    sql.prepare('DELETE FROM reset_codes WHERE user_id = ?').run(row.user_id);
    return row.user_id;
  });
};
