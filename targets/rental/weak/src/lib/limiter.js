'use strict';

const { HttpError } = require('./errors');

const MAX_KEYS = 20000;

function createLimiter({ max, seconds }) {
  const seen = new Map();

  const entryOf = (key) => {
    const now = Date.now();
    let entry = seen.get(key);
    if (!entry || entry.reset <= now) {
      entry = { count: 0, reset: now + seconds * 1000 };
      seen.delete(key);
      seen.set(key, entry);
      if (seen.size > MAX_KEYS) seen.delete(seen.keys().next().value);
    }
    return entry;
  };

  const hit = (key) => {
    const entry = entryOf(key);
    entry.count += 1;
    return { left: Math.max(0, max - entry.count), over: entry.count > max, wait: Math.ceil((entry.reset - Date.now()) / 1000) };
  };
  const full = (key) => entryOf(key).count >= max;

  const middleware = (keyOf) => (req, res, next) => {
    const state = hit(keyOf(req));
    res.setHeader('RateLimit-Limit', String(max));
    res.setHeader('RateLimit-Remaining', String(state.left));
    res.setHeader('RateLimit-Reset', String(state.wait));
    if (!state.over) return next();
    res.setHeader('Retry-After', String(state.wait));
    next(new HttpError(429, 'too_many', 'Too many requests'));
  };

  return { hit, full, middleware };
}

module.exports = { createLimiter };
