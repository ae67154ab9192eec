import type { Syntax } from './assignment-reader.ts'

const NEWLINE = 0x0a
const AT = 0x40

/** Whether `@` follows before anything that ends an address. */
export function hasAtSign(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number
    if (byte === AT) return true
    if (byte <= 0x20 || byte === 0x22 || byte === 0x27 || byte === 0x60 || byte === 0x3c || byte === 0x3e || byte === 0x29) return false
  }
  return false
}

/** 1 for bytes of a name, 2 for what may close one (quotes, brackets, backslash), 3 for blanks, 4 for what begins an assignment. */
const BYTE_KIND = new Uint8Array(256)
for (const [text, kind] of [
  ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$-', 1],
  ['"\'`\\])', 2],
  [' \t', 3],
  ['=:>,(|?!', 4],
] as const) {
  for (const character of text) BYTE_KIND[character.charCodeAt(0)] = kind
}
const QUOTES = new Set([0x22, 0x27, 0x60])
const MAX_NAME_TAIL = 60

/** A look at the bytes after a keyword, before any text is made: whether a value can follow at all. */
export function mayAssign(bytes: Buffer, end: number, length: number, syntax: Syntax): boolean {
  let at = end
  const stop = Math.min(length, end + MAX_NAME_TAIL)
  while (at < stop && (BYTE_KIND[bytes[at] as number] === 1 || bytes[at] === 0x2e)) at++
  // `API_KEY[] = "x"`
  if (bytes[at] === 0x5b && (bytes[at + 1] === 0x5d || bytes[at + 2] === 0x5d || bytes[at + 3] === 0x5d)) at++
  while (at < stop && (bytes[at] as number) >= 0x30 && (bytes[at] as number) <= 0x39) at++
  let isQuoted = false
  while (at < stop && BYTE_KIND[bytes[at] as number] === 2) {
    isQuoted ||= QUOTES.has(bytes[at] as number)
    at++
  }
  while (at < stop && BYTE_KIND[bytes[at] as number] === 3) at++
  const byte = bytes[at]
  if (byte === undefined) return false
  // `.equals("x")`, `name or "x"`, `password string = "x"`, `- name: X` with its value on the next line, `--password x`.
  if (BYTE_KIND[byte] !== 4) {
    const isWordOperator = (byte === 0x6f && bytes[at + 1] === 0x72) || (byte === 0x73 && bytes[at + 1] === 0x74 && bytes[at + 2] === 0x72)
    const isNamedPair = byte === NEWLINE || byte === 0x0d || (isQuoted && byte === 0x76)
    // `Key { get; set; } = "x"`, `key <- "x"`, `storePassword 'x'`
    if (byte === 0x7b) return bytes[at + 2] === 0x67 && bytes[at + 3] === 0x65
    if ((byte === 0x41 || byte === 0x61) && bytes[at + 1] === 0x73) return true
    if (byte === 0x3c) return bytes[at + 1] === 0x2d
    if (QUOTES.has(byte) && !isQuoted) return true
    return isWordOperator || (isNamedPair && (syntax === 'yaml' || syntax === 'json' || syntax === 'markup')) || isOption(bytes, end)
  }
  if ((byte === 0x2c || byte === 0x28) && !(byte === 0x2c && isQuoted) && !QUOTES.has(firstAfter(bytes, at + 1, length))) return false
  return syntax !== 'code' && syntax !== 'json' && syntax !== 'toml' ? true : hasQuote(bytes, at + 1, length)
}

function isOption(bytes: Buffer, end: number): boolean {
  for (let at = end; at > 2 && end - at < 40; at--) {
    const byte = bytes[at] as number
    if (byte === 0x2d && (bytes[at - 1] === 0x2d || (bytes[at - 1] as number) <= 0x20)) return true
    if (byte <= 0x20 && at !== end) return false
  }
  return false
}

function firstAfter(bytes: Buffer, from: number, length: number): number {
  let at = from
  while (at < length && at < from + 40 && BYTE_KIND[bytes[at] as number] === 3) at++
  return bytes[at] ?? 0
}

/** Whether a quoted literal can follow on this line, or on the next one after an opening bracket. */
function hasQuote(bytes: Buffer, from: number, length: number): boolean {
  const stop = Math.min(length, from + 80)
  let hasWritten = false
  for (let at = from; at < stop; at++) {
    const byte = bytes[at] as number
    if (QUOTES.has(byte)) return true
    if (byte === NEWLINE && hasWritten) return false
    if (byte > 0x20 && byte !== 0x28 && byte !== 0x5b) hasWritten = true
  }
  return false
}
