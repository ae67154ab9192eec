'use strict';

/** Keeps at most `max` values for `ttlMs`; parallel askers of one key wait for the same value. */
module.exports = class ExpiringCache {
  constructor({ max, ttlMs }) {
    this.max = max;
    this.ttlMs = ttlMs;
    this.entries = new Map();
  }

  get(key, load) {
    const entry = this.entries.get(key);
    if (entry && entry.until > Date.now()) return entry.value;
    const value = Promise.resolve().then(load);
    value.catch(() => this.entries.delete(key));
    this.entries.delete(key);
    this.entries.set(key, { value, until: Date.now() + this.ttlMs });
    if (this.entries.size > this.max) this.entries.delete(this.entries.keys().next().value);
    return value;
  }

  drop(key) {
    this.entries.delete(key);
  }
};
