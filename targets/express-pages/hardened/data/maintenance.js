'use strict';

const sql = require('./sql');

/** Drops what has expired. */
exports.prune = function () {
  const now = Date.now();
  sql.prepare('DELETE FROM sessions WHERE expires_at < ?').run(now);
  sql.prepare('DELETE FROM reset_codes WHERE expires_at < ?').run(now);
  sql.prepare('DELETE FROM login_failures WHERE window_ends < ?').run(now);
};
