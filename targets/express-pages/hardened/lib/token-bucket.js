'use strict';

const MAX_KEYS = 20000;

/** A bucket of `burst` tokens per key, refilled evenly; the keys used longest ago are dropped. */
module.exports = class TokenBucket {
  constructor({ perMinute, burst }) {
    this.perSecond = perMinute / 60;
    this.burst = burst;
    this.windowSeconds = Math.ceil(burst / this.perSecond);
    this.buckets = new Map();
  }

  /** Takes one token; tells what is left, and the seconds until the next token when there is none. */
  take(key, now = performance.now()) {
    const bucket = this.buckets.get(key) || { tokens: this.burst, at: now };
    const tokens = Math.min(this.burst, bucket.tokens + ((now - bucket.at) / 1000) * this.perSecond);
    const allowed = tokens >= 1;
    const left = allowed ? tokens - 1 : tokens;
    this.buckets.delete(key);
    this.buckets.set(key, { tokens: left, at: now });
    if (this.buckets.size > MAX_KEYS) this.buckets.delete(this.buckets.keys().next().value);
    return { allowed, remaining: Math.floor(left), retrySeconds: allowed ? 0 : Math.ceil((1 - left) / this.perSecond), resetSeconds: Math.ceil((this.burst - left) / this.perSecond) };
  }
};
