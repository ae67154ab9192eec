'use strict';

const config = require('../config');
const TokenBucket = require('../lib/token-bucket');
const { log } = require('../lib/log');

const general = new TokenBucket({ perMinute: config.requestsPerMinute, burst: config.requestBurst });
const signIn = new TokenBucket({ perMinute: 30, burst: 30 });

function limit(bucket, name, keyOf) {
  return function (req, res, next) {
    const key = keyOf(req);
    if (key === undefined) return next();
    const state = bucket.take(key);
    res.setHeader('RateLimit-Policy', '"' + name + '";q=' + bucket.burst + ';w=' + bucket.windowSeconds);
    res.setHeader('RateLimit', '"' + name + '";r=' + state.remaining + ';t=' + (state.allowed ? state.resetSeconds : state.retrySeconds));
    if (state.allowed) return next();
    log('warn', 'rate.limited', { requestId: req.id, address: req.ip, policy: name });
    exports.refuse(req, res, state.retrySeconds);
  };
}

exports.refuse = function (req, res, seconds) {
  res.setHeader('Retry-After', String(Math.max(1, seconds)));
  res.status(429).type('text/plain').send('Too many requests. Please wait a moment.\n');
};

exports.perAddress = limit(general, 'address', (req) => 'address:' + req.ip);
exports.perUser = limit(general, 'user', (req) => (req.user ? 'user:' + req.user._id : undefined));
exports.signIn = limit(signIn, 'sign-in', (req) => 'sign-in:' + req.ip);
