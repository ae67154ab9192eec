type Entry = { value: unknown; until: number };

export class BoundedCache {
  entries = new Map<string, Entry>();
  most: number;
  ttlMs: number;

  constructor(most: number, ttlMs: number) {
    this.most = most;
    this.ttlMs = ttlMs;
  }

  remember<T>(key: string, load: () => T): T {
    const known = this.entries.get(key);
    this.entries.delete(key);
    if (known && known.until > Date.now()) {
      this.entries.set(key, known);
      return known.value as T;
    }
    const value = load();
    this.entries.set(key, { value, until: Date.now() + this.ttlMs });
    while (this.entries.size > this.most) this.entries.delete(this.entries.keys().next().value!);
    return value;
  }

  forgetAll(prefix: string) {
    for (const key of this.entries.keys()) if (key.startsWith(prefix)) this.entries.delete(key);
  }
}

export const summaries = new BoundedCache(500, 30_000);
