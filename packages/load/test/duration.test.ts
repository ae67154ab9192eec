import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration, LoadError, parseDuration } from '../src/index.ts'

describe('parseDuration', () => {
  it.each([
    ['8s', 8000],
    ['1m', 60_000],
    ['500ms', 500],
    ['1.5s', 1500],
    ['1m30s', 90_000],
    ['2h', 7_200_000],
    [' 10S ', 10_000],
    ['3', 3000],
    ['1min', 60_000],
  ])('%s is %d ms', (text, expected) => expect(parseDuration(text)).toBe(expected))

  it.each(['', 's', '1x', '-1s', '1 s 2', 'NaN', '1e3s', '1s;'])('refuses %j', (text) =>
    expect(() => parseDuration(text)).toThrow(LoadError),
  )

  it('reads any number of milliseconds', () => {
    fc.assert(fc.property(fc.nat(), (ms) => parseDuration(`${ms}ms`) === ms))
  })
})

it.each([
  [0.34, '340 us'],
  [8.21, '8.21 ms'],
  [123.4, '123 ms'],
  [1500, '1.5 s'],
  [60_000, '1m'],
  [125_000, '2m5s'],
  [Number.NaN, '-'],
])('%d ms is written %s', (ms, expected) => expect(formatDuration(ms)).toBe(expected))
