import type { Database } from '../database.ts'
import { tooMany } from './problem.ts'
import { digestOf } from './sessions.ts'

const LIMITS = [
  { scope: 'address', most: 5, windowMs: 60_000 },
  { scope: 'account', most: 50, windowMs: 15 * 60_000 },
] as const

/** Counts sign-ins per account and address, and more generously per account, before the password is looked at. */
export function beginAttempt(database: Database, email: string, address: string): void {
  const now = Date.now()
  for (const { key, most, windowMs } of keysOf(email, address)) {
    const row = database.get('SELECT count, ends FROM attempts WHERE key = ? AND ends > ?', key, now)
    if (row !== undefined && row['count'] >= most) throw tooMany((row['ends'] - now) / 1000)
    database.run(
      'INSERT INTO attempts VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET count = excluded.count, ends = excluded.ends',
      key, (row?.['count'] ?? 0) + 1, row?.['ends'] ?? now + windowMs,
    )
  }
}

export function forgiveAttempt(database: Database, email: string, address: string): void {
  for (const { key } of keysOf(email, address)) database.run('UPDATE attempts SET count = count - 1 WHERE key = ? AND count > 0', key)
}

function keysOf(email: string, address: string) {
  return LIMITS.map((limit) => ({ ...limit, key: digestOf(limit.scope === 'address' ? `${email}\n${address}` : email) }))
}
