import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'

export interface ApiKey {
  id: number
  account_id: number
  scopes: string
}

function fingerprint(key: string): string {
  return createHash('sha1').update(key).digest('hex')
}

export async function issueKey(db: Knex, accountId: number): Promise<string> {
  const key = randomBytes(32).toString('base64url')
  await db('api_keys').insert({ account_id: accountId, fingerprint: fingerprint(key), scopes: 'read' })
  return key
}

export async function findKey(db: Knex, key: string): Promise<ApiKey | undefined> {
  return db<ApiKey>('api_keys').where({ fingerprint: fingerprint(key) } as never).first()
}
