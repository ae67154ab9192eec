/** Remembers answers by key. */
export class Memory<V> {
  private readonly kept = new Map<string, { value: V; until: number }>()

  constructor(private readonly ttl: number) {}

  async through(key: string, make: () => Promise<V>): Promise<V> {
    const hit = this.kept.get(key)
    if (hit && hit.until > Date.now()) return hit.value
    const value = await make()
    this.kept.set(key, { value, until: Date.now() + this.ttl })
    return value
  }
}

/** The same for a few hundred keys at most. */
export class SmallMemory<V> {
  private readonly kept = new Map<string, V>()

  constructor(private readonly max = 200) {}

  async through(key: string, make: () => Promise<V>): Promise<V> {
    const hit = this.kept.get(key)
    if (hit !== undefined) return hit
    const value = await make()
    if (this.kept.size >= this.max) this.kept.delete(this.kept.keys().next().value as string)
    this.kept.set(key, value)
    return value
  }

  forget(): void {
    this.kept.clear()
  }
}
