/** Counts failures in a fixed window; bounded, so that it cannot be filled up from outside. */
export class FailureWindow {
  #counts = new Map<string, { until: number; count: number }>();
  #limit: number;
  #windowMs: number;
  constructor(limit: number, windowMs: number) { this.#limit = limit; this.#windowMs = windowMs; }

  blocked(key: string): boolean {
    const entry = this.#counts.get(key);
    return entry !== undefined && entry.until > Date.now() && entry.count >= this.#limit;
  }
  record(key: string): void {
    const entry = this.#counts.get(key);
    if (entry && entry.until > Date.now()) { entry.count++; return; }
    this.#counts.delete(key);
    if (this.#counts.size >= 20_000) this.#counts.delete(this.#counts.keys().next().value!);
    this.#counts.set(key, { until: Date.now() + this.#windowMs, count: 1 });
  }
}
