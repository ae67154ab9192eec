import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TokenBucket } from '../src/lib/token-bucket.js'

test('a burst empties the bucket, time fills it', () => {
  const bucket = new TokenBucket({ perMinute: 60, burst: 2 })
  assert.equal(bucket.take('a', 0).allowed, true)
  assert.equal(bucket.take('a', 0).allowed, true)
  assert.equal(bucket.take('a', 0).allowed, false)
  assert.equal(bucket.take('b', 0).allowed, true)
  assert.equal(bucket.take('a', 1000).allowed, true)
})
