'use strict';

const assert = require('node:assert');
const test = require('node:test');
const TokenBucket = require('../lib/token-bucket');

test('a bucket empties and fills again', function () {
  const bucket = new TokenBucket({ perMinute: 60, burst: 2 });
  assert.deepStrictEqual([0, 0, 0].map((now) => bucket.take('a', now).allowed), [true, true, false]);
  assert.strictEqual(bucket.take('a', 1001).allowed, true);
});
