import { LRUCache } from 'lru-cache'
import { introspectionClient, type Identity } from './introspection-client.js'

const known = new LRUCache<string, Identity>({ max: 10_000, ttl: 60_000 })

export async function identify(token: string): Promise<Identity | undefined> {
  const present = known.get(token)
  if (present) return present
  const identity = await introspectionClient.ask(token)
  if (identity) known.set(token, identity)
  return identity
}
