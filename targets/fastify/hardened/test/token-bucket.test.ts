import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TokenBucket } from '../src/library/token-bucket.ts'

test('a burst empties the bucket, time fills it, keys are apart', () => {
  const bucket = new TokenBucket(60, 2)
  assert.deepEqual([0, 0, 0, 1000].map((now) => bucket.take('a', now).allowed), [true, true, false, true])
  assert.equal(bucket.take('b', 0).allowed, true)
})
