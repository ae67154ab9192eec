const UTF8 = new TextDecoder('utf-8')
const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true })
const LATIN1 = new TextDecoder('latin1')

/** Source bytes as text: byte-order marks obeyed and removed, a Latin-1 file read as such, invalid bytes replaced. Null for binary data. */
export function decodeText(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.subarray(0, 8192).includes(0)) return null
  try {
    return STRICT_UTF8.decode(bytes)
  } catch {
    const head = LATIN1.decode(bytes.subarray(0, 200))
    return /^(?:.*\n)?.*coding[:=]\s*(?:latin-?1|iso-8859-1|cp1252|windows-1252)/i.test(head) ? LATIN1.decode(bytes) : UTF8.decode(bytes)
  }
}
