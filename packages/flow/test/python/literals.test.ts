import { describe, expect, it } from 'vitest'
import { decodeNumber, decodeString, stringPrefix } from '../../src/python/literals.ts'

describe('numbers', () => {
  it.each([
    ['0', 0],
    ['1_000', 1000],
    ['0xFF', 255],
    ['0o17', 15],
    ['0b101', 5],
    ['017', 15],
    ['10L', 10],
    ['1.5e3', 1500],
    ['.5', 0.5],
    ['9007199254740993', { bigint: '9007199254740993' }],
    ['0xFFFFFFFFFFFFFFFFFF', { bigint: '4722366482869645213695' }],
    ['1j', null],
  ])('%s', (literal, value) => {
    expect(decodeNumber(literal)).toEqual(value)
  })
})

describe('strings', () => {
  it.each([
    ["'", String.raw`a\n\t\\\'`, "a\n\t\\'"],
    ["'", String.raw`\x41\101\u0042\U0001F600`, 'AAB😀'],
    ["'", String.raw`\d\q`, String.raw`\d\q`],
    ["'", 'a\\\nb', 'ab'],
    ["'''", 'a\r\nb\rc', 'a\nb\nc'],
    ["'", String.raw`\N{EM DASH}`, '\ufffd'],
    ["r'", String.raw`\n`, String.raw`\n`],
    ["b'", String.raw`\x41\u0042\777`, 'A\\u0042\xff'],
    ["'", String.raw`\U00110000`, String.raw`\U00110000`],
  ])('%s %s', (opening, text, value) => {
    expect(decodeString(text, stringPrefix(opening))).toBe(value)
  })
})
