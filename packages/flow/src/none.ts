/** The empty map that everything which has nothing yet shares; most runs of functions never need one of their own. */
export const NONE: ReadonlyMap<never, never> = new Map<never, never>()

/** The map with one entry more: the same one, or the first that is not shared. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return map === NONE ? new Map([[key, value]]) : (map as Map<K, V>).set(key, value)
}
