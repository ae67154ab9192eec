'use strict';

const sql = require('./sql');
const { digest } = require('../lib/crypto');

const LIMITS = [
  { name: 'address', failures: 5, windowMs: 60 * 1000 },
  { name: 'account', failures: 30, windowMs: 15 * 60 * 1000 },
];

const keysOf = (email, address) => [digest(email + '\n' + address), digest(email)];

/** Counts an attempt before the password is looked at; answers the seconds to wait when there were too many. */
exports.begin = function (email, address) {
  const now = Date.now();
  const keys = keysOf(email, address);
  for (const [index, limit] of LIMITS.entries()) {
    const row = sql.prepare('SELECT failures, window_ends FROM login_failures WHERE key = ? AND window_ends > ?').get(keys[index], now);
    if (row && row.failures >= limit.failures) return Math.ceil((row.window_ends - now) / 1000);
  }
  for (const [index, limit] of LIMITS.entries()) {
    sql
      .prepare(
        `INSERT INTO login_failures (key, failures, window_ends) VALUES (?, 1, ?) ON CONFLICT (key) DO UPDATE SET
           failures = CASE WHEN window_ends > ? THEN failures + 1 ELSE 1 END,
           window_ends = CASE WHEN window_ends > ? THEN window_ends ELSE excluded.window_ends END`
      )
      .run(keys[index], now + limit.windowMs, now, now);
  }
  return 0;
};

exports.succeeded = function (email, address) {
  for (const key of keysOf(email, address)) sql.prepare('UPDATE login_failures SET failures = failures - 1 WHERE key = ? AND failures > 0').run(key);
};
