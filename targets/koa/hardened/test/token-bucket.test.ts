import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TokenBucket } from '../src/library/token-bucket.ts'

test('a bucket is emptied by a burst and filled by time', () => {
  const bucket = new TokenBucket(60, 3)
  assert.deepEqual([0, 0, 0, 0, 1000].map((now) => bucket.take('desk', now).allowed), [true, true, true, false, true])
})
