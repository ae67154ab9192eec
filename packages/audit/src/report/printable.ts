/** C0 and C1 controls but tab and line ends, and the marks that reorder text (CVE-2021-42574). */
const UNPRINTABLE = /(?![\t\r\n])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** Text of a target as a terminal may show it: what would steer the terminal stands there as its code point. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
}
