import { expect, it } from 'vitest'
import { parseInfo } from '../../../src/gather/cache/info.ts'
import { patternOf, purposeOf } from '../../../src/gather/cache/keys.ts'

it.each([
  ['user:1234:cart', 'user:*:cart'],
  ['sess:9f8e7d6c5b4a1000', 'sess:*'],
  ['cache:products:limit=20', 'cache:products:*'],
  ['mail:ada@example.com', 'mail:*'],
  ['3f2b8c1e-0d4a-4c61-9a77-2f1f0c5e8d90', '*'],
  ['rate-limit:10.0.0.7', 'rate-limit:*'],
  ['settings', 'settings'],
  ['bull:mail:wait', 'bull:mail:wait'],
])('%s has the shape %s', (key, pattern) => {
  expect(patternOf(key)).toBe(pattern)
})

it.each([
  ['bull:mail:*', 'hash', false, 'queue'],
  ['celery', 'list', false, 'queue'],
  ['sess:*', 'string', true, 'session'],
  ['spring:session:sessions:*', 'hash', true, 'session'],
  ['token:revoked:*', 'string', true, 'revocation'],
  ['rl:*', 'string', true, 'limit'],
  ['lock:order:*', 'string', true, 'lock'],
  ['products:*', 'string', true, 'cache'],
  ['cache:x', 'string', false, 'cache'],
  ['user:*', 'hash', false, 'unknown'],
  ['restaurant:*', 'string', false, 'unknown'],
  ['recurring:*', 'string', false, 'unknown'],
])('%s (%s, TTL %s) is for %s', (pattern, type, hasTtl, purpose) => {
  expect(purposeOf(pattern, type, hasTtl)).toBe(purpose)
})

it('reads INFO with its sections and odd lines', () => {
  expect(parseInfo('# Stats\r\nkeyspace_hits:3\r\n\r\ncmdstat_get:calls=4,usec=1\r\nnothing\r\n')).toEqual(
    new Map([
      ['keyspace_hits', '3'],
      ['cmdstat_get', 'calls=4,usec=1'],
    ]),
  )
})
