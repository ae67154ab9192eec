import { expect, it } from 'vitest'
import { textMatching } from '../../../src/gather/service/text-matching.ts'

it.each([
  '^[A-Z]{2}\\d{4}$',
  '^(?:[A-Z]{2}\\d{4}-){1,4}\\d{1,6}$',
  '^([A-Z]{2})?(\\d+[ .-]?)+[A-Z]?$',
  '^#[0-9a-f]{6}$',
  '^(draft|sent)-\\w+$',
  '^[^\\s@]+@[^\\s@]+$',
  '^(?<year>\\d{4})/(?<month>\\d\\d)$',
  '^https?://[\\w.-]+/\\S*$',
])('makes a text for %s', (pattern) => {
  expect(textMatching(pattern)).toMatch(new RegExp(pattern))
})

it.each(['^(a)\\1$', '^\\p{L}+$', '(open'])('gives none for %s', (pattern) => {
  expect(textMatching(pattern)).toBeNull()
})
