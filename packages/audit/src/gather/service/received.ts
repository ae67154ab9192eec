import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'

/** Bytes read of a body; the connection is closed after that. Compressed bodies may grow to the same size. */
export const BODY_CAP = 1_048_576

/** Headers in the order in which they came, those that came twice as often. */
export function headerList(raw: unknown): (readonly [string, string])[] {
  const list: (readonly [string, string])[] = []
  if (Array.isArray(raw)) {
    for (let index = 0; index + 1 < raw.length; index += 2) list.push([String(raw[index]), String(raw[index + 1])])
    return list
  }
  for (const [name, value] of Object.entries(raw as Record<string, string | string[] | undefined>)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) list.push([name, one])
  }
  return list
}

const DECODERS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes, { maxOutputLength: BODY_CAP }),
  deflate: (bytes) => inflateSync(bytes, { maxOutputLength: BODY_CAP }),
  br: (bytes) => brotliDecompressSync(bytes, { maxOutputLength: BODY_CAP }),
  zstd: (bytes) => zstdDecompressSync(bytes, { maxOutputLength: BODY_CAP }),
}

/** The text of a body that may be packed; cut off where it grows beyond the cap. */
export function decode(bytes: Buffer, encoding: string): { readonly text: string; readonly isCut: boolean } {
  const decoder = DECODERS[encoding.trim().toLowerCase()]
  if (decoder === undefined || bytes.length === 0) return { text: bytes.toString('utf8'), isCut: false }
  try {
    return { text: decoder(bytes).toString('utf8'), isCut: false }
  } catch {
    return { text: '', isCut: true }
  }
}
