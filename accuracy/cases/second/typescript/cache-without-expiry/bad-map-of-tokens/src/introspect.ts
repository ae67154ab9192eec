import { introspectionClient, type Identity } from './introspection-client.js'

const known = new Map<string, Identity>()

export async function identify(token: string): Promise<Identity | undefined> {
  const present = known.get(token)
  if (present) return present
  const identity = await introspectionClient.ask(token)
  if (identity) known.set(token, identity)
  return identity
}
