import { createHash } from 'node:crypto'
import { tooMany } from './problem.js'

const WINDOW_MS = 60_000
const PER_ACCOUNT_AND_ADDRESS = 5
const ACCOUNT_WINDOW_MS = 15 * 60_000
const PER_ACCOUNT = 50

/**
 * Counts failed logins per account and address, and more generously per account: guessing from many addresses slows
 * down, while the owner, whose window is short, is never locked out for long. Unknown accounts are counted alike.
 */
export class LoginGuard {
  constructor(database) {
    this.database = database
  }

  check(email, address) {
    for (const { key, limit } of keysOf(email, address)) {
      const row = this.database.get('SELECT failures, window_ends FROM login_failures WHERE key = ? AND window_ends > ?', key, Date.now())
      if (row !== undefined && row.failures >= limit) throw tooMany((row.window_ends - Date.now()) / 1000)
    }
  }

  /** Counted before the password is looked at, so that parallel guesses cannot slip through. */
  begin(email, address) {
    this.check(email, address)
    const now = Date.now()
    for (const { key, windowMs } of keysOf(email, address)) {
      this.database.run(
        `INSERT INTO login_failures VALUES (?, 1, ?) ON CONFLICT (key) DO UPDATE SET
           failures = CASE WHEN window_ends > ? THEN failures + 1 ELSE 1 END,
           window_ends = CASE WHEN window_ends > ? THEN window_ends ELSE excluded.window_ends END`,
        key, now + windowMs, now, now,
      )
    }
  }

  succeeded(email, address) {
    for (const { key } of keysOf(email, address)) {
      this.database.run('UPDATE login_failures SET failures = failures - 1 WHERE key = ? AND failures > 0', key)
    }
  }

  prune() {
    this.database.run('DELETE FROM login_failures WHERE window_ends < ?', Date.now())
  }
}

function keysOf(email, address) {
  const digest = (text) => createHash('sha256').update(text).digest('hex')
  return [
    { key: digest(`${email}\n${address}`), limit: PER_ACCOUNT_AND_ADDRESS, windowMs: WINDOW_MS },
    { key: digest(email), limit: PER_ACCOUNT, windowMs: ACCOUNT_WINDOW_MS },
  ]
}
