import { randomUUID } from 'node:crypto'
import type { Database } from '../database.ts'
import { digestOf, newSecret, nowSeconds } from './digest.ts'
import type { Role } from './sessions.ts'

export const SCOPES = ['tickets:read', 'tickets:write'] as const
export type Scope = (typeof SCOPES)[number] | 'metrics:read'

const PREFIX = 'desk_'
const COLUMNS = 'id, name, scopes, ends, last_used AS lastUsed'

/** Keys of machines: shown once, stored as a digest, bound to scopes, with an end. Several may live at once, so they can be changed without a pause. */
export class ApiKeys {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  create(account: string, name: string, scopes: readonly Scope[], days: number): { id: string; key: string } {
    const id = randomUUID()
    const key = `${PREFIX}${newSecret()}`
    this.#database.run('INSERT INTO api_keys (id, account, name, digest, scopes, ends) VALUES (?, ?, ?, ?, ?, ?)', id, account, name, digestOf(key), scopes.join(' '), nowSeconds() + days * 86_400)
    return { id, key }
  }

  list(account: string) {
    return this.#database.all(`SELECT ${COLUMNS} FROM api_keys WHERE account = ? AND revoked = 0 ORDER BY ends LIMIT 20`, account).map((row) => ({ ...row, scopes: row['scopes'].split(' ') }))
  }

  revoke(account: string, id: string): boolean {
    return this.#database.run('UPDATE api_keys SET revoked = 1 WHERE id = ? AND account = ? AND revoked = 0', id, account) === 1
  }

  identify(key: string): { id: string; email: string; role: Role; scopes: readonly string[] } | undefined {
    if (!key.startsWith(PREFIX) || key.length > 100) return undefined
    const row = this.#database.get(
      `SELECT api_keys.id AS key, scopes, accounts.id, email, role FROM api_keys JOIN accounts ON accounts.id = api_keys.account
       WHERE digest = ? AND revoked = 0 AND ends > ? AND disabled = 0`,
      digestOf(key), nowSeconds(),
    )
    if (row === undefined) return undefined
    this.#database.run('UPDATE api_keys SET last_used = ? WHERE id = ?', nowSeconds(), row['key'])
    return { id: row['id'], email: row['email'], role: row['role'], scopes: row['scopes'].split(' ') }
  }
}
