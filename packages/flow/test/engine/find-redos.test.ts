import { expect, it } from 'vitest'
import { findRedos } from '../../src/engine/redos/find-redos.ts'

it.each([
  ['^(a+)+$', 'anywhere'],
  ['^(\\w+\\s?)*$', 'anywhere'],
  ['^([a-zA-Z0-9_]+\\.?)+@', 'anywhere'],
  ['(a|a)*b', 'anywhere'],
  ['^(a|aa)+$', 'anywhere'],
  ['(x+x+)+y', 'anywhere'],
  ['(\\d+)*', 'full'],
  ['^(?P<name>[a-z]+)*!$', 'start'],
  ['((\\r\\n|\\r|\\n)+) *$', 'anywhere'],
  ['^[^@]*[^@.]@[^@]+(?:\\.[^@]+)*$', 'start'],
] as const)('%s explodes', (pattern, mode) => {
  expect(findRedos(pattern, '', mode)).not.toBeNull()
})

it.each([
  ['^[a-z]+$', 'anywhere'],
  ['^\\s+|\\s+$', 'anywhere'],
  ['^([a-z]+-)*[a-z]+$', 'anywhere'],
  ['^\\d{4}-\\d{2}-\\d{2}$', 'anywhere'],
  ['^([\\w.+-]+)@([\\w-]+\\.)+[\\w]{2,}$', 'anywhere'],
  ['"(?:[^"\\\\]|\\\\.)*"', 'anywhere'],
  ['(\\d+)*', 'start'],
  ['(\\w)\\1+', 'anywhere'],
  ['(unclosed', 'anywhere'],
  ['a{1,3}{2}(?<', 'anywhere'],
] as const)('%s does not, or is not understood', (pattern, mode) => {
  expect(findRedos(pattern, '', mode)).toBeNull()
})

it.each([
  ['^( x + ) +$ # no more', 'x'],
  ['(?x)^( x + ) +$', ''],
  ['^(?:x|X)+$', 'i'],
] as const)('%s explodes with the flags %s', (pattern, flags) => {
  expect(findRedos(pattern, flags, 'anywhere')).not.toBeNull()
  expect(findRedos(pattern.replace('(?x)', ''), '', 'anywhere')).toBeNull()
})

it('shows a text of the loop', () => {
  expect(findRedos('^(ab)*(ab)*c(a+)+$', '', 'anywhere')?.attack).toMatch(/aaaa/)
})
