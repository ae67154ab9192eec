import { tableOf } from '../table-of.ts'
/** What the letters before a string's quote say. */
export interface StringPrefix {
  readonly isBytes: boolean
  readonly isRaw: boolean
  readonly isFormatted: boolean
}

/** Reads the prefix of an opening such as `rb'` or `F"""`; t-strings count as formatted. */
export function stringPrefix(opening: string): StringPrefix {
  const letters = opening.toLowerCase()
  return { isBytes: letters.includes('b'), isRaw: letters.includes('r'), isFormatted: letters.includes('f') || letters.includes('t') }
}

const SIMPLE_ESCAPES = tableOf<string>({
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
})

const ESCAPE =
  /\\(?:(?<octal>[0-7]{1,3})|x(?<byte>[0-9a-fA-F]{2})|u(?<short>[0-9a-fA-F]{4})|U(?<long>[0-9a-fA-F]{8})|N\{(?<name>[^{}]*)\}|(?<other>[\s\S]))/gu

/**
 * The value of a literal's text. Line ends become `\n` as Python reads them, escapes are decoded unless the string is raw.
 * A character named by `\N{...}` becomes U+FFFD: its table is not worth its size.
 */
export function decodeString(text: string, { isBytes, isRaw }: StringPrefix): string {
  const source = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  if (isRaw || !source.includes('\\')) return source
  return source.replace(ESCAPE, (whole, octal, byte, short, long, name, other) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & (isBytes ? 0xff : 0x1ff))
    if (byte !== undefined) return String.fromCharCode(Number.parseInt(byte, 16))
    if (other !== undefined) return SIMPLE_ESCAPES[other] ?? whole
    if (isBytes) return whole
    if (name !== undefined) return '\ufffd'
    const code = Number.parseInt(short ?? long, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Value of an integer or float literal; null for an imaginary one and for what is none. */
export function decodeNumber(literal: string): number | { readonly bigint: string } | null {
  const text = literal.replaceAll('_', '').toLowerCase()
  if (text.endsWith('j')) return null
  const digits = text.replace(/l$/u, '')
  const octal = /^0[0-7]+$/u.test(digits)
  const normal = octal ? `0o${digits.slice(1)}` : digits
  const value = Number(normal)
  if (Number.isNaN(value)) return null
  if (Number.isSafeInteger(value) || !/^(?:\d+|0[xob][0-9a-f]+)$/u.test(normal)) return value
  // BigInt costs the square of the digits, and no program that people write has more than these.
  return normal.length > 4_000 ? null : { bigint: BigInt(normal).toString() }
}
